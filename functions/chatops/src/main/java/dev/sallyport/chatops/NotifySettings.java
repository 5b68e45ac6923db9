package dev.sallyport.chatops;

import dev.sallyport.environment.Environment;
import java.util.Map;
import java.util.Optional;

/**
 * Whom to notify. Secrets are named by their version in Secret Manager.
 *
 * @param project the project Sallyport runs in
 * @param apiEndpoint {@code host:port} that serves every Google API over plain text, or empty for Google's own
 * @param slackBotToken the token that messages are posted to Slack with
 * @param slackChannel the id of the channel that messages go to
 * @param slackApi what the addresses of Slack's methods begin with
 * @param chatWebhook the secret that holds the address of a Google Chat space's webhook
 * @param chatBot what it takes to speak in Google Chat as the app itself
 * @param chatFunction what the buttons of such messages call
 * @param webhookUrl where anybody else wants to be told
 * @param webhookKey the secret that this is signed with
 * @param buttonKey the secret that buttons are sealed with
 */
record NotifySettings(
        String project,
        Optional<String> apiEndpoint,
        Optional<String> slackBotToken,
        Optional<String> slackChannel,
        String slackApi,
        Optional<String> chatWebhook,
        ChatBot chatBot,
        String chatFunction,
        Optional<String> webhookUrl,
        Optional<String> webhookKey,
        Optional<String> buttonKey) {

    static NotifySettings ofEnvironment() {
        return of(Environment.variables());
    }

    /**
     * @param environment variables by name
     * @throws IllegalArgumentException if the project is missing, or a value is none that can be
     */
    static NotifySettings of(Map<String, String> environment) {
        return new NotifySettings(
                value(environment, "GOOGLE_CLOUD_PROJECT")
                        .orElseThrow(() -> new IllegalArgumentException(
                                "GOOGLE_CLOUD_PROJECT is not set; it must name the project Sallyport runs in")),
                value(environment, "SALLYPORT_API_ENDPOINT"),
                value(environment, "SALLYPORT_SLACK_BOT_TOKEN"),
                value(environment, "SALLYPORT_SLACK_CHANNEL"),
                value(environment, "SALLYPORT_SLACK_API").orElse("https://slack.com/api/"),
                value(environment, "SALLYPORT_GOOGLE_CHAT_WEBHOOK"),
                ChatBot.of(environment),
                chatFunction(environment),
                value(environment, "SALLYPORT_WEBHOOK_URL"),
                value(environment, "SALLYPORT_WEBHOOK_KEY"),
                value(environment, "SALLYPORT_BUTTON_KEY"));
    }

    /** The buttons of an add-on, which has an account of its own, call the function by its URL. */
    private static String chatFunction(Map<String, String> environment) {
        return value(environment, "SALLYPORT_GOOGLE_CHAT_ACCOUNT")
                .flatMap(account -> value(environment, "SALLYPORT_GOOGLE_CHAT_AUDIENCE"))
                .orElse(GoogleChatMessage.FUNCTION);
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
