package dev.sallyport.chatops;

import dev.sallyport.environment.Environment;
import java.util.Map;
import java.util.Optional;

/**
 * What the functions that people talk to are told about their surroundings. Secrets are named by their version in Secret
 * Manager, such as {@code projects/P/secrets/S/versions/latest}; none is among the settings themselves.
 *
 * @param project the project Sallyport runs in: its topics and its Firestore database
 * @param apiEndpoint {@code host:port} that serves every Google API over plain text, or empty for Google's own
 * @param policy who may do what, as JSON; empty for nobody anything
 * @param slackSigningSecret the secret that Slack signs requests with
 * @param slackHooks what the addresses begin with that answers are posted to
 * @param slackBotToken the secret that holds the token by which messages are changed when these addresses have run out
 * @param slackChannel the id of the channel that runs are shown in
 * @param slackApi what the addresses of Slack's methods begin with
 * @param chatAudience what Google Chat's tokens are for: the function's URL, or the number of the app's project
 * @param chatAccount the service account that these tokens are of, instead of Chat's own: that of an add-on
 * @param chatKeys where the keys are that sign these tokens, instead of Google's own address
 * @param chatBot what it takes to speak in Google Chat without being asked
 * @param buttonKey the secret that buttons are sealed with
 */
record ChatSettings(
        String project,
        Optional<String> apiEndpoint,
        Optional<String> policy,
        Optional<String> slackSigningSecret,
        String slackHooks,
        Optional<String> slackBotToken,
        Optional<String> slackChannel,
        String slackApi,
        Optional<String> chatAudience,
        Optional<String> chatAccount,
        Optional<String> chatKeys,
        ChatBot chatBot,
        Optional<String> buttonKey) {

    static ChatSettings ofEnvironment() {
        return of(Environment.variables());
    }

    /**
     * @param environment variables by name
     * @throws IllegalArgumentException if the project is missing, or a value is none that can be
     */
    static ChatSettings of(Map<String, String> environment) {
        return new ChatSettings(
                value(environment, "GOOGLE_CLOUD_PROJECT")
                        .orElseThrow(() -> new IllegalArgumentException(
                                "GOOGLE_CLOUD_PROJECT is not set; it must name the project Sallyport runs in")),
                value(environment, "SALLYPORT_API_ENDPOINT"),
                value(environment, "SALLYPORT_CHAT_POLICY"),
                value(environment, "SALLYPORT_SLACK_SIGNING_SECRET"),
                value(environment, "SALLYPORT_SLACK_HOOKS").orElse("https://hooks.slack.com/"),
                value(environment, "SALLYPORT_SLACK_BOT_TOKEN"),
                value(environment, "SALLYPORT_SLACK_CHANNEL"),
                value(environment, "SALLYPORT_SLACK_API").orElse("https://slack.com/api/"),
                value(environment, "SALLYPORT_GOOGLE_CHAT_AUDIENCE"),
                value(environment, "SALLYPORT_GOOGLE_CHAT_ACCOUNT"),
                value(environment, "SALLYPORT_GOOGLE_CHAT_KEYS"),
                ChatBot.of(environment),
                value(environment, "SALLYPORT_BUTTON_KEY"));
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
