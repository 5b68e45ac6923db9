package dev.sallyport.local.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.api.gax.rpc.AlreadyExistsException;
import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.audit.AuditLog;
import com.google.logging.v2.ListLogEntriesRequest;
import com.google.logging.v2.LogEntry;
import com.google.logging.v2.LogExclusion;
import com.google.logging.v2.LogSink;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.FieldMaskUtil;
import dev.sallyport.local.FreshProject;
import dev.sallyport.local.LocalCloud;
import dev.sallyport.local.LocalCloudExtension;
import dev.sallyport.local.RestClient;
import dev.sallyport.local.projects.Projects;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sinks and the reading of entries, by Google's own clients. */
@ExtendWith(LocalCloudExtension.class)
class SinksTest {
    private final RestClient rest;
    private final LocalCloud cloud;
    private final String project;
    private final String parent;
    private final LoggingClients clients;

    SinksTest(LocalCloud cloud, @FreshProject String project) throws IOException {
        this.cloud = cloud;
        this.rest = new RestClient(cloud);
        this.project = project;
        this.parent = "projects/" + project;
        this.clients = new LoggingClients(cloud, project);
    }

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void aSinkIsMadeReadChangedListedAndDeleted() {
        LogSink made = clients.sinkToTheTopic(parent, LogSink.newBuilder().setFilter("severity>=ERROR"));

        assertThat(made.getWriterIdentity())
                .isEqualTo("serviceAccount:service-"
                        + cloud.projects().named(project).number() + "@gcp-sa-logging.iam.gserviceaccount.com");
        assertThat(clients.config().getSink(parent + "/sinks/to-topic")).isEqualTo(made);
        LogSink changed = clients.config()
                .updateSink(
                        parent + "/sinks/to-topic",
                        LogSink.newBuilder().setFilter("severity>=NOTICE").build(),
                        FieldMaskUtil.fromString("filter"));
        assertThat(changed.getFilter()).isEqualTo("severity>=NOTICE");
        assertThat(changed.getDestination()).isEqualTo(made.getDestination());
        assertThat(clients.config().listSinks(parent).iterateAll()).containsExactly(changed);
        clients.config().deleteSink(parent + "/sinks/to-topic");
        assertThatThrownBy(() -> clients.config().getSink(parent + "/sinks/to-topic"))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void aSinkTakesWhatItsFilterMatchesButForItsExclusions() {
        clients.sinkToTheTopic(
                parent,
                LogSink.newBuilder()
                        .setFilter("protoPayload.methodName=~\"firewalls\\.(insert|delete)\" AND operation.first=true")
                        .addExclusions(LogExclusion.newBuilder()
                                .setName("deletes")
                                .setFilter("protoPayload.methodName:delete")));

        insertRule("one");
        rest.send("DELETE", firewalls() + "/one", "");
        rest.post("/compute/v1/projects/" + project + "/global/healthChecks", "{\"name\":\"probe\",\"type\":\"TCP\"}");

        assertThat(clients.entries()).hasSize(1);
    }

    @Test
    void aSinkOfTheOrganisationWithChildrenSeesEveryProject() {
        LogSink made = clients.sinkToTheTopic(
                Projects.ORGANIZATION,
                LogSink.newBuilder()
                        .setIncludeChildren(true)
                        .setFilter("resource.labels.project_id=\"" + project + "\""));
        try {
            insertRule("one");

            assertThat(clients.entries()).hasSize(2);
        } finally {
            clients.config().deleteSink(Projects.ORGANIZATION + "/sinks/" + made.getName());
        }
    }

    @Test
    void aSinkOfAnotherProjectSeesNothing() {
        clients.sinkToTheTopic("projects/another-" + project, LogSink.newBuilder());

        insertRule("one");

        assertThat(clients.entries()).isEmpty();
    }

    @Test
    void aSinkWithoutTopicLosesItsEntriesAndDisturbsNobody() {
        rest.post("/v2/" + parent + "/sinks", """
                {"name":"astray","destination":"pubsub.googleapis.com/projects/nowhere/topics/absent"}
                """);

        assertThat(rest.post(firewalls(), "{\"name\":\"one\",\"allowed\":[{\"IPProtocol\":\"tcp\"}]}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void faultySinksAreRefused() {
        clients.sinkToTheTopic(parent, LogSink.newBuilder());

        assertThatThrownBy(() -> clients.sinkToTheTopic(parent, LogSink.newBuilder()))
                .isInstanceOf(AlreadyExistsException.class);
        assertThatThrownBy(() -> clients.config()
                        .createSink(
                                parent,
                                LogSink.newBuilder()
                                        .setName("bucket")
                                        .setDestination("storage.googleapis.com/bucket")
                                        .build()))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("sink.destination: 'storage.googleapis.com/bucket'");
        assertThatThrownBy(() -> clients.sinkToTheTopic(
                        "projects/p", LogSink.newBuilder().setFilter("colour=red")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("Field not found: 'colour'");
    }

    @Test
    void entriesAreReadPageByPageNewestFirst() throws InvalidProtocolBufferException {
        for (int i = 0; i < 5; i++) {
            insertRule("rule-" + i);
        }
        ListLogEntriesRequest request = ListLogEntriesRequest.newBuilder()
                .addResourceNames(parent)
                .setFilter("log_id(\"cloudaudit.googleapis.com/activity\") AND operation.first=true")
                .setOrderBy("timestamp desc")
                .setPageSize(2)
                .build();

        List<String> names = new ArrayList<>();
        for (LogEntry entry : clients.logging().listLogEntries(request).iterateAll()) {
            names.add(entry.getProtoPayload().unpack(AuditLog.class).getResourceName());
            insertRule("meanwhile-" + names.size());
        }

        assertThat(names)
                .extracting(name -> name.substring(name.lastIndexOf('/') + 1))
                .containsExactly("rule-4", "rule-3", "rule-2", "rule-1", "rule-0");
    }

    @Test
    void entriesAreReadOverHttpAsJson() {
        insertRule("one");

        JsonNode read = rest.post("/v2/entries:list", "{\"resourceNames\":[\"" + parent + "\"]}")
                .body();

        assertThat(read.path("entries")).hasSize(2);
        assertThat(read.path("entries")
                        .get(0)
                        .path("protoPayload")
                        .path("methodName")
                        .asText())
                .isEqualTo("v1.compute.firewalls.insert");
    }

    private void insertRule(String name) {
        rest.post(firewalls(), "{\"name\":\"" + name + "\",\"allowed\":[{\"IPProtocol\":\"tcp\"}]}");
    }

    private String firewalls() {
        return "/compute/v1/projects/" + project + "/global/firewalls";
    }
}
