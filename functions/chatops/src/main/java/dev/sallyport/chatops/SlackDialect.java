package dev.sallyport.chatops;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Slack's mrkdwn (docs.slack.dev/messaging/formatting-message-text), and what Slack makes of what people type. */
final class SlackDialect implements Dialect {
    private static final String PREFIX = "slack:";

    /** An address that Slack has made a link of: {@code <mailto:a@example.com|a@example.com>}. */
    private static final Pattern LINK = Pattern.compile("<(?:mailto:|https?://|tel:)[^<>|]*\\|([^<>|]*)>");

    @Override
    public String plain(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public String person(String id) {
        return id.startsWith(PREFIX) ? "<@" + id.substring(PREFIX.length()) + ">" : plain(id);
    }

    @Override
    public String place(String id) {
        return id.startsWith(PREFIX) ? "<#" + id.substring(PREFIX.length()) + ">" : plain(id);
    }

    /** A command as it was typed. */
    static String typed(String text) {
        Matcher links = LINK.matcher(text);
        return links.replaceAll(link -> Matcher.quoteReplacement(link.group(1)))
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
