package dev.sallyport.local.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldSelectionTest {
    private static final String LIST =
            "{\"kind\":\"list\",\"items\":[{\"id\":\"1\",\"name\":\"a\",\"iap\":{\"enabled\":true,\"sha\":\"s\"}}]}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    kind                        | {"kind":"list"}
                    items/name                  | {"items":[{"name":"a"}]}
                    items(id,name)              | {"items":[{"id":"1","name":"a"}]}
                    kind,items/iap/enabled      | {"kind":"list","items":[{"iap":{"enabled":true}}]}
                    items(name,iap(sha))        | {"items":[{"name":"a","iap":{"sha":"s"}}]}
                    items/*/enabled             | {"items":[{"id":"1","name":"a","iap":{"enabled":true}}]}
                    nothing                     | {}
                    """)
    void onlyWhatIsNamedIsLeft(String fields, String expected) throws JsonProcessingException {
        assertThat(FieldSelection.parse(fields).of(new ObjectMapper().readTree(LIST)))
                .hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"items(", "items(name", "a,,b", "a)", "/a"})
    void whatIsNoSelectionIsRefused(String fields) {
        assertThatThrownBy(() -> FieldSelection.parse(fields))
                .isInstanceOf(ApiException.class)
                .hasMessage("Invalid field selection " + fields);
    }

    @Test
    void theWholeIsMeantByAStar() throws JsonProcessingException {
        assertThat(FieldSelection.parse("*").of(new ObjectMapper().readTree(LIST)))
                .hasToString(LIST);
    }
}
