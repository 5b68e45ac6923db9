package dev.sallyport.local.internet.iap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {
    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/a/b, /a/b",
        "/a/b/, /a/b/",
        "/a;v=1/b;w=2, /a/b",
        "/a/../b, /b",
        "/a/./b, /a/b",
        "/a/b/.., /a/",
        "/../../b, /b",
        "/a/%2e%2E/b, /b",
        "/a//b, /a//b"
    })
    void parametersGoAndDotsAreFollowed(String raw, String normalised) {
        assertThat(new RequestPath(raw).normalised()).isEqualTo(normalised);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/..;/a", "/a/..;x=y/b"})
    void dotsWithParametersAreAmbiguous(String raw) {
        assertThat(new RequestPath(raw).isAmbiguous()).isTrue();
    }
}
