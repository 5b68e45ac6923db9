package dev.sallyport.local.iap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.cloud.iap.v1.GetIapSettingsRequest;
import com.google.cloud.iap.v1.IapSettings;
import com.google.cloud.iap.v1.OAuthSettings;
import com.google.cloud.iap.v1.ReauthSettings;
import com.google.cloud.iap.v1.ReauthSettings.Method;
import com.google.cloud.iap.v1.ReauthSettings.PolicyType;
import com.google.cloud.iap.v1.UpdateIapSettingsRequest;
import com.google.protobuf.BoolValue;
import com.google.protobuf.Duration;
import com.google.protobuf.FieldMask;
import com.google.protobuf.StringValue;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IapSettingsTest {
    private static final String SHOP = "projects/lab-project/iap_web/compute/services/shop";
    private static final String COOKIE_DOMAIN = "iapSettings.applicationSettings.cookieDomain";
    private static final String CORS = "iapSettings.accessSettings.corsSettings";

    private IapLab lab;

    @BeforeEach
    void start() throws IOException {
        lab = new IapLab();
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void unsetSettingsAreTheCanonicalNameAlone() {
        assertThat(settings(SHOP))
                .isEqualTo(IapSettings.newBuilder()
                        .setName(lab.canonical("iap_web/compute/services/71"))
                        .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"folders/5", "organizations/433637338589"})
    void foldersAndOrganisationsHaveSettings(String name) {
        assertThat(settings(name).getName()).isEqualTo(name);
    }

    @Test
    void aMaskSetsWhatItNamesOnly() {
        update(cors(true), CORS);

        update(cookieDomain("example.com").mergeFrom(cors(false).build()), COOKIE_DOMAIN);

        IapSettings now = settings(SHOP);
        assertThat(now.getApplicationSettings().getCookieDomain().getValue()).isEqualTo("example.com");
        assertThat(now.getAccessSettings()
                        .getCorsSettings()
                        .getAllowHttpOptions()
                        .getValue())
                .isTrue();
    }

    @Test
    void withoutAMaskEverythingIsReplaced() {
        update(cors(true), CORS);

        update(IapSettings.newBuilder());

        assertThat(settings(SHOP).hasAccessSettings()).isFalse();
    }

    @Test
    void maskPathsMayBeInSnakeCase() {
        update(cors(true), "iap_settings.access_settings.cors_settings.allow_http_options");

        assertThat(settings(SHOP)
                        .getAccessSettings()
                        .getCorsSettings()
                        .getAllowHttpOptions()
                        .getValue())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"accessSettings.corsSettings", "iapSettings.colour", "iapSettings.", "iapSettings"})
    void aMaskPathThatNamesNoSettingIsRefused(String path) {
        assertThatThrownBy(() -> update(cors(true), path))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("updateMask: '" + path + "'");
    }

    @Test
    void reauthenticationIsSetAsOneBlock() {
        ReauthSettings.Builder reauth = ReauthSettings.newBuilder().setMethod(Method.LOGIN);
        String block = "iapSettings.accessSettings.reauthSettings";

        assertThatThrownBy(() -> update(reauthentication(reauth), block + ".method"))
                .hasMessageContaining("must be set together");
        assertThatThrownBy(() -> update(reauthentication(reauth), block))
                .hasMessageContaining("method, maxAge and policyType");

        reauth.setMaxAge(Duration.newBuilder().setSeconds(305)).setPolicyType(PolicyType.MINIMUM);
        update(reauthentication(reauth), block);
        assertThat(settings(SHOP).getAccessSettings().getReauthSettings()).isEqualTo(reauth.build());
    }

    @Test
    void aClientSecretIsGivenBackAsItsDigestOnly() {
        IapSettings.Builder settings = IapSettings.newBuilder();
        settings.getAccessSettingsBuilder()
                .getOauthSettingsBuilder()
                .setClientId(StringValue.of("client-1"))
                .setClientSecret(StringValue.of("open sesame"));

        update(settings, "iapSettings.accessSettings.oauthSettings");

        OAuthSettings client = settings(SHOP).getAccessSettings().getOauthSettings();
        assertThat(client.hasClientSecret()).isFalse();
        assertThat(client.getClientSecretSha256().getValue())
                .isEqualTo("41ef4bb0b23661e66301aac36066912dac037827b4ae63a7b1165a5aa93ed4eb");
        assertThat(client.getClientId().getValue()).isEqualTo("client-1");
    }

    @Test
    void theNearestLevelDecidesEachBlock() {
        lab.client.updateIapSettings(request("projects/lab-project/iap_web", cors(true), List.of()));
        lab.client.updateIapSettings(request("organizations/433637338589", cookieDomain("top.example"), List.of()));
        lab.client.updateIapSettings(request("projects/lab-project", cors(false), List.of()));

        IapSettings inForce = lab.iap.settings(lab.canonical("iap_web/compute/services/71"));

        assertThat(inForce.getAccessSettings()
                        .getCorsSettings()
                        .getAllowHttpOptions()
                        .getValue())
                .isTrue();
        assertThat(inForce.getApplicationSettings().getCookieDomain().getValue())
                .isEqualTo("top.example");
    }

    private IapSettings settings(String name) {
        return lab.client.getIapSettings(
                GetIapSettingsRequest.newBuilder().setName(name).build());
    }

    private void update(IapSettings.Builder settings, String... mask) {
        IapSettings answer = lab.client.updateIapSettings(request(SHOP, settings, List.of(mask)));
        assertThat(answer).isEqualTo(settings(SHOP));
    }

    private static UpdateIapSettingsRequest request(String name, IapSettings.Builder settings, List<String> mask) {
        return UpdateIapSettingsRequest.newBuilder()
                .setIapSettings(settings.setName(name))
                .setUpdateMask(FieldMask.newBuilder().addAllPaths(mask))
                .build();
    }

    private static IapSettings.Builder cors(boolean allowed) {
        IapSettings.Builder settings = IapSettings.newBuilder();
        settings.getAccessSettingsBuilder().getCorsSettingsBuilder().setAllowHttpOptions(BoolValue.of(allowed));
        return settings;
    }

    private static IapSettings.Builder cookieDomain(String domain) {
        IapSettings.Builder settings = IapSettings.newBuilder();
        settings.getApplicationSettingsBuilder().setCookieDomain(StringValue.of(domain));
        return settings;
    }

    private static IapSettings.Builder reauthentication(ReauthSettings.Builder reauth) {
        IapSettings.Builder settings = IapSettings.newBuilder();
        settings.getAccessSettingsBuilder().setReauthSettings(reauth);
        return settings;
    }
}
