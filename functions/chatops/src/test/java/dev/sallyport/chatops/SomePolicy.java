package dev.sallyport.chatops;

/** A policy in which Anna and Olga run things, Sam looks, and destroying takes two. */
final class SomePolicy {
    static final String ANNA = "U0ANNA";
    static final String OLGA = "U0OLGA";
    static final String SAM = "U0SAM";
    static final String OPERATIONS = "C0OPS";
    static final String LOUNGE = "C0LOUNGE";

    static final String ANNA_IN_CHAT = "users/1001";
    static final String OLGA_IN_CHAT = "users/1002";
    static final String SAM_IN_CHAT = "users/7";
    static final String SPACE = "spaces/AAA";

    static final String TEXT = """
            {
              "people": {"anna": ["slack:U0ANNA", "chat:users/1001"]},
              "groups": {"operators": ["person:anna", "slack:U0OLGA", "chat:users/1002"]},
              "rules": [
                {"who": ["*"], "verbs": ["help", "list", "status"], "deployments": ["shop", "lab"]},
                {"who": ["group:operators"], "where": ["slack:C0OPS", "chat:spaces/AAA"], "verbs": ["*"],
                 "deployments": ["shop", "team-*"]}
              ],
              "twoPeople": [{"verbs": ["destroy"], "deployments": ["shop"]}]
            }
            """;

    static final String FOR_OPERATORS_ONLY = """
            {"rules": [{"who": ["slack:U0ANNA", "slack:U0OLGA", "chat:users/1001", "chat:users/1002"], "verbs": ["*"]}]}
            """;

    private SomePolicy() {}
}
