package dev.sallyport.local.functions;

import com.google.logging.v2.ConfigServiceV2Grpc;
import com.google.logging.v2.ConfigServiceV2Grpc.ConfigServiceV2BlockingStub;
import com.google.logging.v2.CreateSinkRequest;
import com.google.logging.v2.LogSink;
import com.google.logging.v2.UpdateSinkRequest;
import dev.sallyport.local.projects.Projects;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/**
 * Makes the sinks by which log entries start functions: one of the organisation for each function, so that it sees the
 * entries of every project that is the organisation's.
 */
final class AuditLogSinks {
    private final ConfigServiceV2BlockingStub logging;
    private final String project;

    /** @param project id of the project that the topics are in */
    AuditLogSinks(Channel api, String project) {
        this.logging = ConfigServiceV2Grpc.newBlockingStub(api);
        this.project = project;
    }

    /** A sink that is there already gets this filter. */
    void create(String function, String topic, String filter) {
        LogSink wanted = LogSink.newBuilder()
                .setName(function + "-audit-log")
                .setDestination("pubsub.googleapis.com/projects/" + project + "/topics/" + topic)
                .setFilter(filter)
                .setIncludeChildren(true)
                .build();
        try {
            logging.createSink(CreateSinkRequest.newBuilder()
                    .setParent(Projects.ORGANIZATION)
                    .setSink(wanted)
                    .setUniqueWriterIdentity(true)
                    .build());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
                throw e;
            }
            adopt(wanted);
        }
    }

    private void adopt(LogSink wanted) {
        logging.updateSink(UpdateSinkRequest.newBuilder()
                .setSinkName(Projects.ORGANIZATION + "/sinks/" + wanted.getName())
                .setSink(wanted)
                .build());
    }
}
