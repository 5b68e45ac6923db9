package dev.sallyport.local.compute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.local.compute.ComputeFixture.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Methods whose behaviour is read off their names and types, on collections that have no code of their own. */
class DerivedActionsTest {
    private static final String REGION = "regions/us-central1/";
    private static final String ZONE = "zones/us-central1-a/";
    private static final ComputeFixture CLOUD = new ComputeFixture();

    @AfterAll
    static void close() {
        CLOUD.close();
    }

    @Test
    void aSetterPutsTheOnlyPartOfItsBodyWhereItsNameSays() {
        CLOUD.change("POST", "global/backendBuckets", "{'name': 'assets', 'bucketName': 'assets'}");
        CLOUD.change("POST", "global/securityPolicies", "{'name': 'edge', 'type': 'CLOUD_ARMOR_EDGE'}");
        CLOUD.change(
                "POST",
                "global/backendBuckets/assets/setEdgeSecurityPolicy",
                "{'securityPolicy': 'projects/lab-project/global/securityPolicies/edge'}");
        assertThat(CLOUD.get("global/backendBuckets/assets")
                        .json()
                        .get("edgeSecurityPolicy")
                        .asText())
                .endsWith("/global/securityPolicies/edge");
    }

    @Test
    void aSetterPutsPartsOfItsBodyIntoFieldsOfTheSameName() {
        CLOUD.change("POST", "global/targetTcpProxies", "{'name': 'tcp', 'proxyHeader': 'NONE'}");
        Answer operation =
                CLOUD.change("POST", "global/targetTcpProxies/tcp/setProxyHeader", "{'proxyHeader': 'PROXY_V1'}");
        assertThat(operation.json().get("operationType").asText()).isEqualTo("setProxyHeader");
        assertThat(CLOUD.get("global/targetTcpProxies/tcp")
                        .json()
                        .get("proxyHeader")
                        .asText())
                .isEqualTo("PROXY_V1");
    }

    @Test
    void aBodyOfTheTypeOfOneFieldIsThatField() {
        CLOUD.change("POST", "setUsageExportBucket", "{'bucketName': 'usage', 'reportNamePrefix': 'gce'}");
        assertThat(CLOUD.sendTo("GET", "/compute/v1/projects/lab-project", "")
                        .json()
                        .at("/usageExportLocation/bucketName")
                        .asText())
                .isEqualTo("usage");
    }

    @Test
    void aTargetPoolTakesInstancesOnceAndLosesThem() {
        CLOUD.change("POST", REGION + "targetPools", "{'name': 'pool'}");
        String instance = "{'instances': [{'instance': 'zones/us-central1-a/instances/web'}]}";
        CLOUD.change("POST", REGION + "targetPools/pool/addInstance", instance);
        CLOUD.change("POST", REGION + "targetPools/pool/addInstance", instance);
        assertThat(CLOUD.get(REGION + "targetPools/pool").json().get("instances"))
                .singleElement()
                .satisfies(added -> assertThat(added.asText())
                        .isEqualTo("https://www.googleapis.com/compute/v1/projects/lab-project/" + ZONE
                                + "instances/web"));
        CLOUD.change("POST", REGION + "targetPools/pool/removeInstance", instance);
        assertThat(CLOUD.get(REGION + "targetPools/pool").json().has("instances"))
                .isFalse();
    }

    @Test
    void aBackupPoolComesWithItsFailoverRatio() {
        CLOUD.change("POST", REGION + "targetPools", "{'name': 'first'}");
        CLOUD.change(
                "POST",
                REGION + "targetPools/first/setBackup?failoverRatio=0.5",
                "{'target': 'regions/us-central1/targetPools/second'}");
        Answer pool = CLOUD.get(REGION + "targetPools/first");
        assertThat(pool.json().get("backupPool").asText()).endsWith("targetPools/second");
        assertThat(pool.json().get("failoverRatio").asDouble()).isEqualTo(0.5);
    }

    @Test
    void endpointsAreAttachedListedInPagesAndDetached() {
        CLOUD.change("POST", ZONE + "networkEndpointGroups", "{'name': 'neg'}");
        String group = ZONE + "networkEndpointGroups/neg/";
        CLOUD.change(
                "POST",
                group + "attachNetworkEndpoints",
                "{'networkEndpoints': [{'ipAddress': '10.0.0.2', 'port': 80}, {'ipAddress': '10.0.0.3', 'port': 80}]}");
        Answer first = CLOUD.post(group + "listNetworkEndpoints?maxResults=1", "");
        assertThat(first.json().at("/items/0/networkEndpoint/ipAddress").asText())
                .isEqualTo("10.0.0.2");
        Answer second = CLOUD.post(
                group + "listNetworkEndpoints?maxResults=1&pageToken="
                        + first.json().get("nextPageToken").asText(),
                "");
        assertThat(second.json().at("/items/0/networkEndpoint/ipAddress").asText())
                .isEqualTo("10.0.0.3");
        CLOUD.change(
                "POST",
                group + "detachNetworkEndpoints",
                "{'networkEndpoints': [{'ipAddress': '10.0.0.2', 'port': 80}]}");
        assertThat(CLOUD.get(ZONE + "networkEndpointGroups/neg")
                        .json()
                        .get("size")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aWireGroupLiesInItsCrossSiteNetworkAndGoesWithIt() {
        CLOUD.change("POST", "global/crossSiteNetworks", "{'name': 'sites'}");
        CLOUD.change("POST", "global/crossSiteNetworks/sites/wireGroups", "{'name': 'wires'}");
        Answer wires = CLOUD.get("global/crossSiteNetworks/sites/wireGroups/wires");
        assertThat(wires.json().get("selfLink").asText()).endsWith("/crossSiteNetworks/sites/wireGroups/wires");
        assertThat(CLOUD.get("global/crossSiteNetworks").json().get("items")).hasSize(1);
        CLOUD.change("DELETE", "global/crossSiteNetworks/sites", "");
        assertThat(CLOUD.get("global/crossSiteNetworks/sites/wireGroups").message())
                .isEqualTo("The resource 'projects/lab-project/global/crossSiteNetworks/sites' was not found");
    }

    @Test
    void nodesComeAndGoByNumberAndName() {
        CLOUD.change("POST", ZONE + "nodeGroups?initialNodeCount=0", "{'name': 'sole'}");
        CLOUD.change("POST", ZONE + "nodeGroups/sole/addNodes", "{'additionalNodeCount': 2}");
        Answer nodes = CLOUD.post(ZONE + "nodeGroups/sole/listNodes", "");
        assertThat(nodes.json().get("items")).hasSize(2);
        String node = nodes.json().at("/items/0/name").asText();
        CLOUD.change("POST", ZONE + "nodeGroups/sole/deleteNodes", "{'nodes': ['" + node + "']}");
        assertThat(CLOUD.get(ZONE + "nodeGroups/sole").json().get("size").asInt())
                .isEqualTo(1);
    }

    @Test
    void aRouterKeepsRoutePolicies() {
        CLOUD.change("POST", REGION + "routers", "{'name': 'edge', 'network': 'global/networks/default'}");
        CLOUD.change(
                "POST",
                REGION + "routers/edge/updateRoutePolicy",
                "{'name': 'imports', 'type': 'ROUTE_POLICY_TYPE_IMPORT'}");
        assertThat(CLOUD.get(REGION + "routers/edge/getRoutePolicy?policy=imports")
                        .json()
                        .at("/resource/type")
                        .asText())
                .isEqualTo("ROUTE_POLICY_TYPE_IMPORT");
        CLOUD.change("POST", REGION + "routers/edge/deleteRoutePolicy?policy=imports", "");
        assertThat(CLOUD.get(REGION + "routers/edge/listRoutePolicies").json().has("result"))
                .isFalse();
    }

    @Test
    void aRouterShowsWhatAPatchWouldMakeOfItAndStaysAsItWas() {
        CLOUD.change("POST", REGION + "routers", "{'name': 'tried', 'network': 'global/networks/default'}");
        Answer preview = CLOUD.post(REGION + "routers/tried/preview", "{'description': 'after'}");
        assertThat(preview.json().at("/resource/description").asText()).isEqualTo("after");
        assertThat(CLOUD.get(REGION + "routers/tried").json().has("description"))
                .isFalse();
    }

    @Test
    void aUrlMapIsValidatedWithoutBeingMade() {
        Answer valid = CLOUD.post(
                "global/urlMaps/nowhere/validate",
                "{'resource': {'name': 'nowhere', 'defaultService': 'global/backendServices/none'}}");
        assertThat(valid.json().at("/result/loadSucceeded").asBoolean()).isFalse();
        assertThat(valid.json().at("/result/loadErrors/0").asText()).contains("backendServices/none");
        assertThat(CLOUD.get("global/urlMaps/nowhere").status()).isEqualTo(404);
    }

    @Test
    void settingsAreThereBeforeAnybodySetThem() {
        assertThat(CLOUD.get(ZONE + "instanceSettings").json().get("kind").asText())
                .isEqualTo("compute#instanceSettings");
        CLOUD.change("PATCH", ZONE + "instanceSettings", "{'metadata': {'items': {'enable-oslogin': 'TRUE'}}}");
        assertThat(CLOUD.get(ZONE + "instanceSettings")
                        .json()
                        .at("/metadata/items/enable-oslogin")
                        .asText())
                .isEqualTo("TRUE");
        assertThat(CLOUD.get("zones/us-central1-b/instanceSettings").json().has("metadata"))
                .isFalse();
    }

    @Test
    void anAutoscalerIsPatchedByTheNameInTheQuery() {
        CLOUD.change("POST", ZONE + "autoscalers", "{'name': 'scaler'}");
        CLOUD.change("PATCH", ZONE + "autoscalers?autoscaler=scaler", "{'description': 'by query'}");
        CLOUD.change("PATCH", ZONE + "autoscalers", "{'name': 'scaler', 'target': 'group'}");
        Answer scaler = CLOUD.get(ZONE + "autoscalers/scaler");
        assertThat(scaler.json().get("description").asText()).isEqualTo("by query");
        assertThat(scaler.json().get("target").asText()).isEqualTo("group");
    }

    @Test
    void anAddressMovesWithItsIp() {
        CLOUD.change("POST", REGION + "addresses", "{'name': 'here'}");
        String ip = CLOUD.get(REGION + "addresses/here").json().get("address").asText();
        CLOUD.change(
                "POST",
                REGION + "addresses/here/move",
                "{'destinationAddress': 'projects/lab-project/regions/us-central1/addresses/there'}");
        assertThat(CLOUD.get(REGION + "addresses/there").json().get("address").asText())
                .isEqualTo(ip);
        assertThat(CLOUD.get(REGION + "addresses/here").status()).isEqualTo(404);
    }

    @Test
    void aReservationIsResized() {
        CLOUD.change("POST", ZONE + "reservations", "{'name': 'kept', 'specificReservation': {'count': '1'}}");
        CLOUD.change("POST", ZONE + "reservations/kept/resize", "{'specificSkuCount': '5'}");
        assertThat(CLOUD.get(ZONE + "reservations/kept")
                        .json()
                        .at("/specificReservation/count")
                        .asText())
                .isEqualTo("5");
    }

    @Test
    void whatCanBeUsedIsWhatIsThere() {
        assertThat(CLOUD.get("aggregated/subnetworks/listUsable")
                        .json()
                        .at("/items/0/subnetwork")
                        .asText())
                .endsWith("/subnetworks/default");
    }

    @Test
    void aPolicyOfSomethingThatIsNotThereIsNotFound() {
        assertThat(CLOUD.get("global/backendBuckets/none/getIamPolicy").status())
                .isEqualTo(404);
    }

    @Test
    void aResourceMadeAnewBeginsWithoutThePolicyOfTheOldOne() {
        CLOUD.change("POST", "global/machineImages", "{'name': 'image'}");
        CLOUD.post(
                "global/machineImages/image/setIamPolicy",
                "{'policy': {'bindings': [{'role': 'roles/owner', 'members': ['user:ada@example.com']}]}}");
        CLOUD.change("DELETE", "global/machineImages/image", "");
        CLOUD.change("POST", "global/machineImages", "{'name': 'image'}");
        assertThat(CLOUD.get("global/machineImages/image/getIamPolicy").json().has("bindings"))
                .isFalse();
    }
}
