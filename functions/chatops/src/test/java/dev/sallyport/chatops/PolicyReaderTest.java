package dev.sallyport.chatops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.sallyport.grammar.Verb;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyReaderTest {
    @Test
    void thePolicyOfTheDocumentationIsOne() throws IOException {
        String page = Files.readString(Path.of("../../docs/chat.md"));
        Matcher json = Pattern.compile("```json\n(\\{\n  \"people\".*?)```", Pattern.DOTALL)
                .matcher(page);
        assertThat(json.find()).isTrue();

        assertThat(PolicyReader.read(json.group(1)).rules()).isNotEmpty();
        assertThat(schemaFinds(json.group(1))).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"rule": []}                                               | the document has the member rule
            {"rules": {}}                                              | /rules is {}
            {"rules": [{"who": ["*"]}]}                                | /rules/0/verbs is missing
            {"rules": [{"who": [], "verbs": ["*"]}]}                   | /rules/0/who is []
            {"rules": [{"who": ["anna"], "verbs": ["*"]}]}             | /rules/0/who/0 is "anna"
            {"rules": [{"who": ["*"], "verbs": ["destory"]}]}          | /rules/0/verbs/0 is "destory"
            {"rules": [{"who": ["*"], "verbs": ["*"], "where": ["x"]}]}| /rules/0/where/0 is "x"
            {"rules": [{"who": ["*"], "verbs": ["*"], "deployments": ["A"]}]} | /rules/0/deployments/0 is "A"
            {"people": {"Anna": ["slack:U0ANNA"]}}                     | /people has the member Anna
            {"groups": {"a": ["group:b"]}}                             | /groups/a/0 is "group:b"
            {"twoPeople": [{"verbs": [1]}]}                            | /twoPeople/0/verbs/0 is 1
            []                                                         | the document is no object
            """, quoteCharacter = '\u0001')
    void aFaultIsRefusedWithItsPlace(String document, String fault) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicyReader.read(document))
                .withMessageStartingWith("SALLYPORT_CHAT_POLICY: " + fault + " (expected: ");
        assertThat(schemaFinds(document)).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"person:otto", "group:nobody"})
    void whoIsNotInTheDocumentIsRefused(String who) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> PolicyReader.read("{\"rules\": [{\"who\": [\"" + who + "\"], \"verbs\": [\"help\"]}]}"))
                .withMessageContaining("/rules/0/who/0");
    }

    @Test
    void withoutAPolicyNobodyMayDoAnything() {
        Asker anna = new Asker("slack:U0ANNA", "anna", "slack:C0OPS");
        for (Verb verb : Verb.values()) {
            assertThat(Policy.NOTHING.allows(anna, verb, Optional.empty())).isFalse();
        }
    }

    private static int schemaFinds(String document) {
        try (InputStream source = PolicyReader.class.getResourceAsStream("policy.schema.json")) {
            JsonSchema schema =
                    JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(source);
            return schema.validate(
                            Json.read(document.getBytes(StandardCharsets.UTF_8)).orElseThrow())
                    .size();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
