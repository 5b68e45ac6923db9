package dev.sallyport.local.compute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.local.compute.ComputeFixture.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class FirewallPolicyTest {
    private static final ComputeFixture CLOUD = new ComputeFixture();

    @AfterAll
    static void close() {
        CLOUD.close();
    }

    @Test
    void aNewPolicyEndsWithRulesThatLeaveTheDecisionToTheNext() {
        String policy = make("fresh");
        Answer shown = CLOUD.get(policy);
        assertThat(shown.json().get("rules"))
                .hasSize(4)
                .allSatisfy(rule -> assertThat(rule.get("action").asText()).isEqualTo("goto_next"));
        assertThat(shown.json().at("/rules/3/priority").asInt()).isEqualTo(2147483647);
    }

    @Test
    void rulesAreAddedReadPatchedAndRemovedByPriority() {
        String policy = make("rules");
        CLOUD.change("POST", policy + "/addRule", rule(1000, "allow"));
        CLOUD.change("POST", policy + "/patchRule?priority=1000", "{'action': 'deny'}");
        Answer rule = CLOUD.get(policy + "/getRule?priority=1000");
        assertThat(rule.json().get("action").asText()).isEqualTo("deny");
        assertThat(rule.json().at("/match/srcIpRanges/0").asText()).isEqualTo("10.0.0.0/8");
        CLOUD.change("POST", policy + "/removeRule?priority=1000", "");
        assertThat(CLOUD.get(policy + "/getRule?priority=1000").message())
                .isEqualTo("Invalid value for field 'priority': '1000'. "
                        + "The firewall policy does not contain a rule at priority 1000.");
    }

    @Test
    void twoRulesDoNotShareAPriority() {
        String policy = make("twice");
        CLOUD.change("POST", policy + "/addRule", rule(7, "allow"));
        assertThat(CLOUD.post(policy + "/addRule", rule(7, "deny")).message())
                .isEqualTo("Invalid value for field 'resource.priority': '7'. "
                        + "Cannot have rules with the same priorities.");
    }

    @Test
    void aRuleWithoutPriorityGetsAFreeOneOfTheRange() {
        String policy = make("free");
        CLOUD.change("POST", policy + "/addRule", rule(50, "allow"));
        CLOUD.change(
                "POST",
                policy + "/addRule?minPriority=50&maxPriority=60",
                "{'action': 'deny', 'match': {'srcIpRanges': ['10.0.0.0/8'], 'layer4Configs': [{'ipProtocol': 'all'}]}}");
        assertThat(CLOUD.get(policy + "/getRule?priority=51")
                        .json()
                        .get("action")
                        .asText())
                .isEqualTo("deny");
    }

    @Test
    void clonedRulesReplaceThoseThatWereThere() {
        String source = make("source");
        CLOUD.change("POST", source + "/addRule", rule(5, "allow"));
        String copy = make("copy");
        CLOUD.change("POST", copy + "/addRule", rule(6, "allow"));
        CLOUD.change("POST", copy + "/cloneRules?sourceFirewallPolicy=projects/lab-project/" + source, "");
        assertThat(CLOUD.get(copy + "/getRule?priority=5").status()).isEqualTo(200);
        assertThat(CLOUD.get(copy + "/getRule?priority=6").status()).isEqualTo(400);
    }

    @Test
    void aPolicyThatIsInForceSomewhereIsNotDeleted() {
        String policy = make("inforce");
        CLOUD.change(
                "POST",
                policy + "/addAssociation",
                "{'name': 'on-default', 'attachmentTarget': 'projects/lab-project/global/networks/default'}");
        assertThat(CLOUD.get(policy + "/getAssociation?name=on-default")
                        .json()
                        .get("attachmentTarget")
                        .asText())
                .isEqualTo("https://www.googleapis.com/compute/v1/projects/lab-project/global/networks/default");
        assertThat(CLOUD.delete(policy).message())
                .isEqualTo("The firewall_policy resource 'projects/lab-project/global/firewallPolicies/inforce' is"
                        + " already being used by 'projects/lab-project/global/networks/default'");
        CLOUD.change("POST", policy + "/removeAssociation?name=on-default", "");
        CLOUD.change("DELETE", policy, "");
        assertThat(CLOUD.get(policy).status()).isEqualTo(404);
    }

    @Test
    void anOrganisationsPolicyHasANumberForItsNameAndListsUnderItsParent() {
        Answer operation = organisation("POST", "?parentId=organizations/42", "{'shortName': 'guard'}");
        assertThat(operation.json().get("selfLink").asText())
                .startsWith("https://www.googleapis.com/compute/v1/locations/global/operations/operation-");
        Answer listed = organisation("GET", "?parentId=organizations/42", "");
        assertThat(listed.json().get("items")).hasSize(1);
        String name = listed.json().at("/items/0/name").asText();
        assertThat(name).isEqualTo(listed.json().at("/items/0/id").asText()).matches("[0-9]+");
        assertThat(organisation("GET", "?parentId=folders/7", "").json().has("items"))
                .isFalse();
        organisation("POST", "/" + name + "/move?parentId=folders/7", "");
        assertThat(organisation("GET", "/" + name, "").json().get("parent").asText())
                .isEqualTo("folders/7");
    }

    @Test
    void anOrganisationsOperationIsReadWhereItsLinkSays() {
        Answer operation = organisation("POST", "?parentId=organizations/43", "{'shortName': 'watched'}");
        String path = operation.json().get("selfLink").asText().substring("https://www.googleapis.com".length());
        assertThat(CLOUD.sendTo("GET", path + "?parentId=organizations/43", "")
                        .json()
                        .get("status")
                        .asText())
                .isEqualTo("DONE");
    }

    @Test
    void whatFiltersANetworkIsItsRulesAndThePoliciesInForceOnIt() {
        ComputeFixture other = CLOUD.in("filtered-project");
        other.change("POST", "global/firewallPolicies", "{'name': 'guard'}");
        other.change("POST", "global/firewallPolicies", "{'name': 'idle'}");
        other.change("POST", "global/firewallPolicies/guard/addRule", rule(10, "deny"));
        other.change(
                "POST",
                "global/firewallPolicies/guard/addAssociation",
                "{'name': 'on', 'attachmentTarget': 'projects/filtered-project/global/networks/default'}");

        Answer effective = other.get("global/networks/default/getEffectiveFirewalls");

        assertThat(effective.json().get("firewalls").findValuesAsText("selfLink"))
                .hasSize(4)
                .allMatch(link -> link.contains("/firewalls/default-allow-"));
        assertThat(effective.json().get("firewallPolicys")).hasSize(1);
        assertThat(effective.json().at("/firewallPolicys/0/name").asText()).isEqualTo("guard");
        assertThat(effective.json().at("/firewallPolicys/0/type").asText()).isEqualTo("NETWORK");
        assertThat(effective.json().at("/firewallPolicys/0/rules/0/action").asText())
                .isEqualTo("deny");
    }

    @Test
    void theOrganisationsPoliciesFilterEveryNetworkOfItsProjects() {
        organisation("POST", "?parentId=organizations/433637338589", "{'shortName': 'all'}");
        String name = organisation("GET", "?parentId=organizations/433637338589", "")
                .json()
                .at("/items/0/name")
                .asText();
        organisation("POST", "/" + name + "/addAssociation", "{'attachmentTarget': 'organizations/433637338589'}");

        Answer effective = CLOUD.in("ordinary-project").get("global/networks/default/getEffectiveFirewalls");

        assertThat(effective.json().at("/firewallPolicys/0/type").asText()).isEqualTo("HIERARCHY");
        assertThat(effective.json().at("/firewallPolicys/0/shortName").asText()).isEqualTo("all");
        organisation("POST", "/" + name + "/removeAssociation?name=433637338589", "");
    }

    @Test
    void anInstanceHasTheRulesThatAreForIt() {
        ComputeFixture other = CLOUD.in("tagged-project");
        other.change("POST", "zones/us-central1-a/instances", """
                {'name': 'vm', 'machineType': 'zones/us-central1-a/machineTypes/e2-micro', 'tags': {'items': ['web']},
                 'disks': [{'boot': true, 'initializeParams': {'sourceImage': 'projects/debian-cloud/global/images/family/debian-12'}}],
                 'networkInterfaces': [{'network': 'global/networks/default'}]}""");
        for (String tag : List.of("web", "db")) {
            other.change(
                    "POST",
                    "global/firewalls",
                    "{'name': '" + tag + "', 'targetTags': ['" + tag + "'], 'allowed': [{'IPProtocol': 'tcp'}]}");
        }

        Answer effective = other.get("zones/us-central1-a/instances/vm/getEffectiveFirewalls?networkInterface=nic0");

        assertThat(effective.json().get("firewalls").findValuesAsText("selfLink"))
                .hasSize(5)
                .anyMatch(link -> link.endsWith("/firewalls/web"))
                .noneMatch(link -> link.endsWith("/firewalls/db"));
        assertThat(other.get("zones/us-central1-a/instances/vm/getEffectiveFirewalls?networkInterface=nic7")
                        .status())
                .isEqualTo(400);
    }

    private static String make(String name) {
        CLOUD.change("POST", "global/firewallPolicies", "{'name': '" + name + "'}");
        return "global/firewallPolicies/" + name;
    }

    private static String rule(int priority, String action) {
        return "{'priority': " + priority + ", 'action': '" + action
                + "', 'match': {'srcIpRanges': ['10.0.0.0/8'], 'layer4Configs': [{'ipProtocol': 'all'}]}}";
    }

    private static Answer organisation(String method, String rest, String body) {
        return CLOUD.sendTo(method, "/compute/v1/locations/global/firewallPolicies" + rest, body);
    }
}
