package dev.sallyport.chatops;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is secret is in no message. */
class RestTest {
    @Test
    void anAddressThatIsNoneIsNotShown() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Rest.secretAddress("https://chat.example.com/ key=hush"))
                .withMessageNotContaining("hush")
                .withNoCause();
    }

    @Test
    void aHeaderThatIsNoneIsNotShown() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> Rest.get(URI.create("http://127.0.0.1:1/"), Map.of("Authorization", "Bearer hush\nX: y")))
                .withMessage("the header Authorization has characters that no header may have")
                .withNoCause();
    }
}
