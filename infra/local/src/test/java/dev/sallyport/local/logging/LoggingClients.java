package dev.sallyport.local.logging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.cloud.logging.v2.ConfigClient;
import com.google.cloud.logging.v2.ConfigSettings;
import com.google.cloud.logging.v2.LoggingClient;
import com.google.cloud.logging.v2.LoggingSettings;
import com.google.logging.v2.CreateSinkRequest;
import com.google.logging.v2.LogSink;
import dev.sallyport.local.LocalCloud;
import dev.sallyport.local.RestClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Google's own clients of Logging, and a topic to which sinks lead. */
final class LoggingClients implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ConfigClient config;
    private final LoggingClient logging;
    private final RestClient rest;
    private final String project;

    LoggingClients(LocalCloud cloud, String project) throws IOException {
        TransportChannelProvider transport = InstantiatingGrpcChannelProvider.newBuilder()
                .setEndpoint(cloud.apiEndpoint())
                .setChannelConfigurator(channel -> channel.usePlaintext())
                .build();
        this.config = ConfigClient.create(ConfigSettings.newBuilder()
                .setTransportChannelProvider(transport)
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
        this.logging = LoggingClient.create(LoggingSettings.newBuilder()
                .setTransportChannelProvider(transport)
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
        this.rest = new RestClient(cloud);
        this.project = project;
        rest.send("PUT", "/v1/" + topic(), "{}");
        rest.send("PUT", "/v1/" + subscription(), "{\"topic\":\"" + topic() + "\"}");
    }

    ConfigClient config() {
        return config;
    }

    LoggingClient logging() {
        return logging;
    }

    String topic() {
        return "projects/" + project + "/topics/audit";
    }

    LogSink sinkToTheTopic(String parent, LogSink.Builder sink) {
        return config.createSink(CreateSinkRequest.newBuilder()
                .setParent(parent)
                .setSink(sink.setName("to-topic").setDestination("pubsub.googleapis.com/" + topic()))
                .setUniqueWriterIdentity(true)
                .build());
    }

    /** What sinks have published to the topic since it was last looked at: the messages whole. */
    List<JsonNode> messages() {
        JsonNode pulled = rest.post(
                        "/v1/" + subscription() + ":pull", "{\"maxMessages\":1000,\"returnImmediately\":true}")
                .body();
        List<JsonNode> messages = new ArrayList<>();
        pulled.path("receivedMessages").forEach(received -> {
            messages.add(received.path("message"));
            rest.post(
                    "/v1/" + subscription() + ":acknowledge",
                    "{\"ackIds\":[\"" + received.path("ackId").asText() + "\"]}");
        });
        return messages;
    }

    /** The log entries in these messages. */
    List<JsonNode> entries() {
        return messages().stream().map(LoggingClients::entry).toList();
    }

    static JsonNode entry(JsonNode message) {
        byte[] data = Base64.getDecoder().decode(message.path("data").asText());
        try {
            return JSON.readTree(new String(data, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a sink published what is not JSON", e);
        }
    }

    @Override
    public void close() {
        config.close();
        logging.close();
    }

    private String subscription() {
        return "projects/" + project + "/subscriptions/audit";
    }
}
