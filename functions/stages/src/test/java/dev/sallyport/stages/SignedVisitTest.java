package dev.sallyport.stages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignedVisitTest {
    @Test
    void aTokenThatTheApplicationEchoesIsNotShown() {
        assertThat(SignedVisit.summary(
                        200, "x-goog-iap-jwt-assertion: eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln-_x\nhello"))
                .isEqualTo("200 \"x-goog-iap-jwt-assertion: (a token) hello\"");
    }
}
