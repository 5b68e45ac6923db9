package dev.sallyport.local.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.local.api.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts from Google's page about the Logging query language. */
class EntryFilterTest {
    private static final String ENTRY = """
            {"logName":"projects/lab-project/logs/cloudaudit.googleapis.com%2Factivity",
             "severity":"NOTICE","timestamp":"2026-11-28T05:00:00Z",
             "resource":{"type":"gce_firewall_rule","labels":{"project_id":"lab-project"}},
             "operation":{"first":true},
             "protoPayload":{"@type":"type.googleapis.com/google.cloud.audit.AuditLog",
              "methodName":"v1.compute.firewalls.insert","resourceName":"projects/lab-project/global/firewalls/open",
              "request":{"priority":"900","allowed":[{"ports":["80"]},{"ports":["443"]}]}}}
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "resource.type=gce_firewall_rule",
                "resource.type = \"GCE_FIREWALL_RULE\"",
                "resource.type=(\"gce_instance\" OR \"gce_firewall_rule\")",
                "resource.type!=gce_instance",
                "protoPayload.methodName:firewalls",
                "protoPayload.methodName=~\"^v1\\.compute\\.(firewalls|networks)\\.\"",
                "protoPayload.methodName!~\"instances\"",
                "protoPayload.@type=\"type.googleapis.com/google.cloud.audit.AuditLog\"",
                "protoPayload.\"@type\":AuditLog",
                "proto_payload.method_name:insert",
                "logName:\"cloudaudit.googleapis.com\" operation.first=true",
                "log_id(\"cloudaudit.googleapis.com/activity\")",
                "severity>=INFO AND severity<WARNING",
                "timestamp>=\"2026-11-28T04:59:59.5Z\"",
                "protoPayload.request.priority<1000",
                "protoPayload.request.allowed.ports=443",
                "resource.labels:project_id",
                "resource.labels.project_id:*",
                "NOT resource.labels.zone:*",
                "-resource.labels.zone=\"us-central1-a\"",
                "\"global/firewalls\"",
                "severity=ERROR OR severity=NOTICE -- which is said here\n resource.type:gce",
            })
    void theEntryIsMatched(String filter) throws JsonProcessingException {
        assertThat(EntryFilter.parse(filter).matches(entry())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resource.type=gce_firewall",
                "resource.type=(\"gce_instance\" OR \"gce_network\")",
                "protoPayload.methodName=~\"^compute\"",
                "protoPayload.methodName=~\"FIREWALLS\"",
                "log_id(\"cloudaudit.googleapis.com/data_access\")",
                "severity>=WARNING",
                "timestamp>\"2026-11-28T05:00:00Z\"",
                "protoPayload.request.allowed.ports=22",
                "resource.labels.zone!=\"us-central1-a\"",
                "NOT (severity=NOTICE AND resource.type:firewall)",
                "global firewalls absent",
            })
    void theEntryIsNotMatched(String filter) throws JsonProcessingException {
        assertThat(EntryFilter.parse(filter).matches(entry())).isFalse();
    }

    @Test
    void orBindsMoreStronglyThanAnd() throws JsonProcessingException {
        assertThat(EntryFilter.parse("severity=NOTICE OR severity=ERROR AND resource.type=gce_instance")
                        .matches(entry()))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "payload.x=1 | Field not found: 'payload.x'.",
                "severity= | expected a value at position 9",
                "severity=ERROR OR | expected a field or a text at position 17",
                "(severity=ERROR | expected a closing bracket at position 15",
                "severity=ERROR) | expected AND, OR or the end at position 14",
                "resource.type=~\"(\" | is not a regular expression",
                "sample(insertId, 0.1) | does not emulate a function other than log_id",
            })
    void whatIsNoQueryIsRefusedWithItsPlace(String filter, String message) {
        assertThatThrownBy(() -> EntryFilter.parse(filter))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining(message);
    }

    private static JsonNode entry() throws JsonProcessingException {
        return new ObjectMapper().readTree(ENTRY);
    }
}
