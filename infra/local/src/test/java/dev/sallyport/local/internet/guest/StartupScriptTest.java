package dev.sallyport.local.internet.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartupScriptTest {
    @Test
    void theThreeCommandsAreFoundWhereverTheyStand() {
        StartupScript script = StartupScript.parse("""
                #!/bin/bash
                apt-get -y install git virtualenv
                cat example_gce_backend.py |
                  sed -e "s/ID/$(gcloud compute backend-services describe my-service --global --format="value(id)")/g" |
                  sed -e "s/NUMBER/$(gcloud config get-value account | tr -cd "[0-9]")/g" > real_backend.py
                gunicorn real_backend:app -b 0.0.0.0:80
                """);

        assertThat(script).isEqualTo(new StartupScript(Optional.of("my-service"), true, OptionalInt.of(80)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gunicorn app:app -b 0.0.0.0:8080",
                "exec venv/bin/gunicorn app:app --bind=0.0.0.0:8080",
                "gunicorn --workers 2 --bind 0.0.0.0:8080 app:app &",
                "cd app && gunicorn -b '0.0.0.0:8080' app:app",
                "gunicorn app:app -b :8080",
                "gunicorn app:app \\\n  --bind=0.0.0.0:8080"
            })
    void aServerThatBindsEveryAddressListens(String line) {
        assertThat(StartupScript.parse(line).port()).hasValue(8080);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gunicorn app:app",
                "gunicorn app:app -b 127.0.0.1:80",
                "# gunicorn app:app -b 0.0.0.0:80",
                "python3 -m http.server 80",
                "pip install gunicorn",
                "gunicorn app:app -b 0.0.0.0:99999"
            })
    void nothingElseDoes(String line) {
        assertThat(StartupScript.parse(line).port()).isEmpty();
    }

    @Test
    void withoutTheFlagGcloudKnowsNoGlobalService() {
        assertThat(StartupScript.parse("id=$(gcloud compute backend-services describe s --format='value(id)')")
                        .backendService())
                .isEmpty();
        assertThat(StartupScript.parse("id=$(gcloud compute backend-services describe s --global--format='value(id)')")
                        .backendService())
                .isEmpty();
        assertThat(StartupScript.parse("id=$(gcloud compute backend-services describe --global s --format='value(id)')")
                        .backendService())
                .hasValue("s");
    }
}
