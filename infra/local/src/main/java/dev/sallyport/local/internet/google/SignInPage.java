package dev.sallyport.local.internet.google;

import com.linecorp.armeria.common.QueryParams;
import dev.sallyport.local.identity.Account;
import dev.sallyport.local.internet.iap.Html;
import dev.sallyport.local.internet.iap.OAuthClient;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The pages of the local accounts.google.com. There are no passwords: whoever sits here picks who they are. */
final class SignInPage {
    private static final String FRAME = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>%s</title>
            <meta name="viewport" content="width=device-width">
            <style>
            body { font-family: sans-serif; background: #f0f4f9; margin: 0 }
            main { background: white; border-radius: 1.5em; max-width: 26em; margin: 4em auto; padding: 2em;
              overflow-wrap: anywhere }
            h1 { font-size: 1.6em; font-weight: normal }
            form { margin: 1.5em 0 }
            button, input { font: inherit; padding: .7em; width: 100%%; box-sizing: border-box; margin: .2em 0;
              border: 1px solid #ccc; border-radius: .5em }
            button { text-align: left; background: white; cursor: pointer }
            button:hover { background: #f0f4f9 }
            button.next { text-align: center; background: #0b57d0; border-color: #0b57d0; color: white }
            [role=alert] { color: #b3261e }
            small { color: #666 }
            </style></head>
            <body><main>
            %s
            <p><small>This is the local cloud's accounts.google.com: test accounts, no passwords.</small></p>
            </main></body></html>
            """;

    private SignInPage() {}

    /** Who are you? */
    static String chooseAccount(OAuthClient client, List<Account> people, QueryParams request, String complaint) {
        String choices = people.stream()
                .map(Account::email)
                .map(Html::text)
                .map(email -> "<button name=\"email\" value=\"" + email + "\">" + email + "</button>")
                .collect(Collectors.joining("\n"));
        return FRAME.formatted("Sign in - Google Accounts", """
                <h1>Choose an account</h1>
                <p>to continue to %s</p>
                <form method="post" action="/signin">%s%s</form>
                <form method="post" action="/signin">%s
                <label>Use another account <input name="email" type="email" required placeholder="Email"></label>
                %s
                <button class="next">Next</button></form>""".formatted(
                        Html.text(client.id()),
                        hidden(request),
                        choices,
                        hidden(request),
                        complaint.isEmpty() ? "" : "<p role=\"alert\">" + Html.text(complaint) + "</p>"));
    }

    /** Something about the request or the account is not acceptable, and there is nowhere to send the browser to. */
    static String blocked(String error, String sentence) {
        return FRAME.formatted(
                "Access blocked", "<h1>Access blocked</h1><p>%s</p><p>%s</p>".formatted(Html.text(sentence), error));
    }

    /** The request's own parameters travel with the choice. */
    private static String hidden(QueryParams request) {
        return request.stream()
                .filter(parameter -> !parameter.getKey().equals("email"))
                .map(Map.Entry::copyOf)
                .map(parameter -> "<input type=\"hidden\" name=\"" + Html.text(parameter.getKey()) + "\" value=\""
                        + Html.text(parameter.getValue()) + "\">")
                .collect(Collectors.joining("\n"));
    }
}
