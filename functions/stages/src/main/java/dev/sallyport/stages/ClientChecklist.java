package dev.sallyport.stages;

/** What a person does by hand so that IAP has an OAuth client, step by step. */
final class ClientChecklist {
    private ClientChecklist() {}

    static String forProject(String project) {
        return String.join(
                "\n",
                "Make an OAuth client by hand; Google offers no API for it:",
                "1. Open https://console.cloud.google.com/auth/overview?project=" + project
                        + " and configure the consent screen: application name, support address, audience External;"
                        + " publish it, or add the people who may sign in as test users.",
                "2. Under Clients, create a client of the type Web application.",
                "3. Edit the client and add the authorised redirect URI " + redirectUri("CLIENT_ID")
                        + " with the client's own id in place of CLIENT_ID.",
                "4. Store the client's secret: gcloud secrets create sallyport-oauth-client --project=" + project
                        + " --data-file=-",
                "5. Put into the request: \"consent\": {\"ownClient\": {\"clientId\": \"CLIENT_ID\","
                        + " \"clientSecret\": \"projects/" + project
                        + "/secrets/sallyport-oauth-client/versions/1\"}}, and publish it again.");
    }

    static String forClient(String clientId) {
        return "The client must have the authorised redirect URI " + redirectUri(clientId) + ".";
    }

    static String redirectUri(String clientId) {
        return "https://iap.googleapis.com/v1/oauth/clientIds/" + clientId + ":handleRedirect";
    }
}
