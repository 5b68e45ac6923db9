package dev.sallyport.local.admin;

import java.util.List;
import java.util.Locale;

/** The log as a table for people. Callers choose names and their own description, so every text is escaped. */
final class RequestsHtml {
    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>Requests</title>
            <style>
            body { font: 14px/1.4 sans-serif; margin: 1.5em }
            table { border-collapse: collapse }
            th, td { padding: .2em .8em .2em 0; text-align: left; border-bottom: 1px solid #ddd; vertical-align: top }
            td.number { text-align: right }
            tr.failed td { color: #a00 }
            </style>
            </head>
            <body>
            <h1>Requests</h1>
            <p>The latest first. Narrow down by <code>?service= method= project= status= since= limit=</code>.</p>
            <table>
            <tr><th>time</th><th>service</th><th>method</th><th>resource</th><th>status</th><th>ms</th><th>faults</th>\
            <th>caller</th></tr>
            """;
    private static final String FOOT = """
            </table>
            </body>
            </html>
            """;
    private static final int FIRST_FAILURE = 400;

    private RequestsHtml() {}

    static String of(List<LoggedCall> calls) {
        StringBuilder page = new StringBuilder(HEAD);
        calls.forEach(call -> page.append(row(call)));
        return page.append(FOOT).toString();
    }

    private static String row(LoggedCall call) {
        boolean failed = call.outcome()
                .filter(outcome -> outcome.status() >= FIRST_FAILURE)
                .isPresent();
        return (failed ? "<tr class=\"failed\">" : "<tr>")
                + cell(call.time().toString())
                + cell(call.called().service())
                + cell(call.called().method())
                + cell(call.called().resource())
                + number(call.outcome()
                        .map(outcome -> Integer.toString(outcome.status()))
                        .orElse("running"))
                + number(call.outcome()
                        .map(outcome -> String.format(Locale.ROOT, "%.1f", outcome.millis()))
                        .orElse(""))
                + cell(String.join(" ", call.faults()))
                + cell(call.caller())
                + "</tr>\n";
    }

    private static String cell(String text) {
        return "<td>" + escaped(text) + "</td>";
    }

    private static String number(String text) {
        return "<td class=\"number\">" + text + "</td>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
