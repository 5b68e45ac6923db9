package dev.sallyport.local.internet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.local.LocalCloud;
import dev.sallyport.local.RestClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is set through the APIs, seen at the door. */
class PublishedAppTest {
    private static final String PROJECT = "lab-project";
    private static final String ALICE = "alice@example.com";

    private LocalCloud cloud = LocalCloud.start();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void aPersonWithAccessIsServed() {
        PublishedApp app = global();
        app.grant("user:" + ALICE, "");

        assertThat(new Browser(app.client()).signIn(app.url(), ALICE).body())
                .isEqualTo("Hi, " + ALICE + ". I am vm-1.");
    }

    @Test
    void aConditionOnThePathIsAskedAtTheDoor() {
        PublishedApp app = global();
        app.grant("user:" + ALICE, "request.path.startsWith(\"/open/\")");
        Browser browser = new Browser(app.client());

        assertThat(browser.signIn(app.url(), ALICE).statusCode()).isEqualTo(403);
        assertThat(browser.open(app.url() + "open/door").statusCode()).isEqualTo(404);
        assertThat(browser.open(app.url() + "open;v=1/door").statusCode()).isEqualTo(403);
    }

    @Test
    void aConditionOnTheHostIsAskedAtTheDoor() {
        PublishedApp app = global();
        app.grant("user:" + ALICE, "request.host == \"" + app.address() + "\"");
        Browser browser = new Browser(app.client());
        assertThat(browser.signIn(app.url(), ALICE).statusCode()).isEqualTo(200);

        app.grant("user:" + ALICE, "request.host == \"app.example.com\"");

        assertThat(browser.open(app.url()).statusCode()).isEqualTo(403);
    }

    @Test
    void aConditionOnTheTimeHoldsUntilTheTimeIsOver() {
        PublishedApp app = global();
        String end = cloud.clock().instant().plus(Duration.ofHours(1)).toString();
        app.grant("user:" + ALICE, "request.time < timestamp(\"" + end + "\")");
        Browser browser = new Browser(app.client());
        assertThat(browser.signIn(app.url(), ALICE).statusCode()).isEqualTo(200);

        cloud.clock().advance(Duration.ofHours(2));

        assertThat(browser.open(app.url()).statusCode()).isEqualTo(403);
    }

    @Test
    void aChangedPolicyIsInForceOnceTheDelayIsOver() {
        cloud.close();
        cloud = LocalCloud.builder().policyDelay(Duration.ofMinutes(2)).start();
        PublishedApp app = global();
        Browser browser = new Browser(app.client());
        assertThat(browser.signIn(app.url(), ALICE).statusCode()).isEqualTo(403);

        app.grant("user:" + ALICE, "");
        assertThat(browser.open(app.url()).statusCode()).isEqualTo(403);

        cloud.clock().advance(Duration.ofMinutes(2));
        assertThat(browser.open(app.url()).statusCode()).isEqualTo(200);
    }

    @Test
    void withoutOrganisationAndClientNobodyCanSignIn() {
        new RestClient(cloud).post("/v3/projects", "{\"projectId\": \"lone-project\"}");
        PublishedApp app = PublishedApp.global(cloud, "lone-project");

        assertThat(app.client().get(app.url()).statusCode()).isEqualTo(502);
        assertThat(app.client().get(app.url()).body()).isEqualTo("Empty Google Account OAuth client ID(s)/secret(s).");
    }

    @Test
    void aClientWhoseSecretIsAnotherFailsAfterSigningIn() {
        PublishedApp app = global();
        app.change(
                "PATCH",
                "global/backendServices/my-backend-service",
                "{'iap': {'enabled': true, 'oauth2ClientId': 'ours', 'oauth2ClientSecret': 'right'}}");
        app.grant("user:" + ALICE, "");
        cloud.internet().registeredClients().register("ours", "right");
        assertThat(new Browser(app.client()).signIn(app.url(), ALICE).statusCode())
                .isEqualTo(200);

        cloud.internet().registeredClients().register("ours", "changed since");

        assertThat(new Browser(app.client()).signIn(app.url(), ALICE).body()).contains("Error code 11");
    }

    @Test
    void aRegionalLoadBalancerHasItsOwnResourceInIap() {
        PublishedApp app = PublishedApp.regional(cloud, PROJECT);
        app.grant("user:" + ALICE, "");

        Browser browser = new Browser(app.client());
        assertThat(browser.signIn(app.url(), ALICE).statusCode()).isEqualTo(200);
        assertThat(browser.visited().get(1)).hasHost("accounts.google.com");
    }

    private PublishedApp global() {
        PublishedApp app = PublishedApp.global(cloud, PROJECT);
        await("the VM to have booted")
                .pollInterval(Duration.ofMillis(20))
                .until(() -> app.serial().contains("listening"));
        return app;
    }
}
