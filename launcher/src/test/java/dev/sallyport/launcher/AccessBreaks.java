package dev.sallyport.launcher;

import dev.sallyport.finding.Controls;
import dev.sallyport.local.watch.WayIn.FrontEnd;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What somebody careless does to who may pass, and to the policies and settings that it hangs on. */
final class AccessBreaks {
    private static final String ROLE = "roles/iap.httpsResourceAccessor";
    private static final List<String> LET_IN =
            List.of("user:alice@example.com", "serviceAccount:sallyport-verify@lab-project.iam.gserviceaccount.com");
    private static final String PROJECTS_POLICY = "/v3/projects/" + Lab.PROJECT + ":setIamPolicy";
    private static final String POLICIES = "/v2/projects/" + Lab.PROJECT + "/policies";
    private static final String DOMAINS = "iam.allowedPolicyMemberDomains";
    private static final String IAP_DISABLED = "iap.requireGlobalIapWebDisabled";

    private AccessBreaks() {}

    static Stream<Break> all() {
        return Stream.of(
                Break.when("everybody is let in", hands -> letIn(hands, "allUsers"))
                        .violates(Controls.PRINCIPALS, "iapPolicies/my-backend-service")
                        .showing("members[allUsers]", "granted (expected: nothing)")
                        .letsStrangersIn(Set.of(FrontEnd.class))
                        .repairedBy("access"),
                Break.when(
                                "a role is granted on the project",
                                hands -> hands.call(
                                        "POST", PROJECTS_POLICY, granting(List.of("user:mallory@example.com"))))
                        .violates(Controls.INHERITED_ACCESS, "user:mallory@example.com on projects/lab-project")
                        .showing("member", "user:mallory@example.com")
                        .undoneBy(hands -> hands.call("POST", PROJECTS_POLICY, "{'policy': {'bindings': []}}")),
                Break.when("a stranger's group is let in where others may let people in", hands -> {
                            hands.request(request -> request.put("access", "additive"));
                            letIn(hands, "user:bob@example.com", "group:staff@elsewhere.example");
                        })
                        .violates(Controls.FOREIGN_DOMAINS, "group:staff@elsewhere.example on " + Hands.SERVICE)
                        .showing("member", "group:staff@elsewhere.example")
                        .undoneBy(hands -> hands.request(request -> {})),
                Break.when("preflights pass without sign-in", hands -> allowHttpOptions(hands, true))
                        .violates(Controls.IAP_SETTINGS, Hands.SERVICE)
                        .showing("corsSettings.allowHttpOptions", "true: OPTIONS requests pass without sign-in")
                        .undoneBy(hands -> allowHttpOptions(hands, false)),
                Break.when("a policy of the organization is lifted", hands -> setPolicy(hands, DOMAINS, "allowAll"))
                        .violates(Controls.ORG_POLICY, "policies/" + DOMAINS)
                        .showing("constraint", DOMAINS)
                        .showing("rule", "allowAll")
                        .undoneBy(hands -> hands.call("DELETE", POLICIES + "/" + DOMAINS, "")),
                Break.when("a policy forbids IAP", hands -> setPolicy(hands, IAP_DISABLED, "enforce"))
                        .violates(Controls.REPAIR_BLOCKED, "policies/" + IAP_DISABLED)
                        .showing("constraint", IAP_DISABLED)
                        .showing("rule", "enforced")
                        .undoneBy(hands -> hands.call("DELETE", POLICIES + "/" + IAP_DISABLED, "")));
    }

    private static void letIn(Hands hands, String... others) {
        List<String> members = Stream.concat(LET_IN.stream(), Stream.of(others)).toList();
        hands.call("POST", Hands.IAP + ":setIamPolicy", granting(members));
    }

    private static String granting(List<String> members) {
        return members.stream()
                .collect(Collectors.joining(
                        "', '", "{'policy': {'bindings': [{'role': '" + ROLE + "', 'members': ['", "']}]}}"));
    }

    private static void allowHttpOptions(Hands hands, boolean allowed) {
        hands.call(
                "PATCH",
                Hands.IAP + ":iapSettings",
                "{'accessSettings': {'corsSettings': {'allowHttpOptions': " + allowed + "}}}");
    }

    private static void setPolicy(Hands hands, String constraint, String rule) {
        hands.call(
                "POST",
                POLICIES,
                "{'name': 'projects/" + Lab.PROJECT + "/policies/" + constraint + "', 'spec': {'rules': [{'" + rule
                        + "': true}]}}");
    }
}
