package dev.sallyport.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Empty;
import com.google.pubsub.v1.DeleteTopicRequest;
import com.google.pubsub.v1.GetTopicRequest;
import com.google.pubsub.v1.ListTopicsRequest;
import com.google.pubsub.v1.ListTopicsResponse;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublishResponse;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.PubsubProto;
import com.google.pubsub.v1.Topic;
import com.google.pubsub.v1.UpdateTopicRequest;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.Server;
import io.grpc.stub.StreamObserver;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** REST derived from a gRPC service, as a client sees it; the service tells back what it was asked. */
class RestRouterTest {
    private static GrpcBackend backend;
    private static Server server;
    private static WebClient client;

    @BeforeAll
    static void serve() {
        backend = GrpcBackend.of(List.of(new EchoingPublisher()));
        server = Server.builder()
                .localPort(0, SessionProtocol.HTTP)
                .serviceUnder(
                        "/",
                        RestRouter.builder(ErrorFormat.GRPC)
                                .services(List.of(PubsubProto.getDescriptor().findServiceByName("Publisher")), backend)
                                .alias("/v1beta/", "/v1/")
                                .build())
                .build();
        server.start().join();
        client = WebClient.of("http://127.0.0.1:" + server.activeLocalPort());
    }

    @AfterAll
    static void stop() {
        server.stop().join();
        backend.close();
    }

    @Test
    void aPathVariableBecomesAFieldOfTheRequest() {
        assertThat(get("/v1/projects/p/topics/t")).contains("\"name\": \"projects/p/topics/t\"");
    }

    @Test
    void queryParametersBecomeFieldsInEitherSpelling() {
        assertThat(get("/v1/projects/p/topics?pageSize=7&page_token=x")).contains("projects/p 7 x");
    }

    @Test
    void systemParametersAreNoFields() {
        assertThat(
                        get(
                                "/v1/projects/p/topics?pageSize=7&alt=json&key=k&quotaUser=u&prettyPrint=false&fields=nextPageToken"))
                .contains("projects/p 7");
    }

    @Test
    void aCustomVerbIsFound() {
        AggregatedHttpResponse response =
                send(HttpMethod.POST, "/v1/projects/p/topics/t:publish", "{\"messages\": [{\"data\": \"aGk=\"}]}");

        assertThat(response.contentUtf8()).contains("\"messageIds\": [\"hi\"]");
    }

    @Test
    void theMethodOverrideOfGooglesJavaClientsCounts() {
        AggregatedHttpResponse response = client.execute(HttpRequest.of(
                        RequestHeaders.builder(HttpMethod.POST, "/v1/projects/p/topics/t")
                                .add("x-http-method-override", "PATCH")
                                .build(),
                        HttpData.ofUtf8(
                                "{\"topic\": {\"labels\": {\"a\": \"b\"}}, \"updateMask\": \"labels,kmsKeyName\"}")))
                .aggregate()
                .join();

        assertThat(response.contentUtf8()).contains("\"kmsKeyName\": \"labels,kms_key_name\"");
    }

    @Test
    void anAliasIsTheSameSurface() {
        assertThat(get("/v1beta/projects/p/topics/t")).contains("\"name\": \"projects/p/topics/t\"");
    }

    @Test
    void anUnknownMemberIsRefusedWithItsPlace() {
        AggregatedHttpResponse response = send(
                HttpMethod.POST, "/v1/projects/p/topics/t:publish", "{\"messages\": [{\"date\": \"x\"}], \"more\": 1}");

        assertThat(response.status().code()).isEqualTo(400);
        assertThat(response.contentUtf8())
                .contains("Unknown name \\\"date\\\" at 'messages[0]': Cannot find field.")
                .contains("Unknown name \\\"more\\\": Cannot find field.")
                .contains("\"status\" : \"INVALID_ARGUMENT\"");
    }

    @Test
    void anUnknownQueryParameterIsRefused() {
        AggregatedHttpResponse response = send(HttpMethod.GET, "/v1/projects/p/topics?pageSiz=7", "");

        assertThat(response.status().code()).isEqualTo(400);
        assertThat(response.contentUtf8()).contains("Unknown name \\\"pageSiz\\\": Cannot bind query parameter.");
    }

    @Test
    void aValueOfTheWrongTypeIsRefused() {
        assertThat(send(HttpMethod.GET, "/v1/projects/p/topics?pageSize=many", "")
                        .contentUtf8())
                .contains("Invalid value at 'page_size' (TYPE_INT32), \\\"many\\\"");
    }

    @Test
    void whatIsNoJsonIsRefusedWithTheLine() {
        assertThat(send(HttpMethod.POST, "/v1/projects/p/topics/t:publish", "{\n oops")
                        .contentUtf8())
                .contains("Unexpected token at line 2");
    }

    @Test
    void aRefusalOfTheServiceKeepsItsStatusAndMessage() {
        AggregatedHttpResponse response = send(HttpMethod.DELETE, "/v1/projects/p/topics/missing", "");

        assertThat(response.status().code()).isEqualTo(404);
        assertThat(response.contentUtf8())
                .contains("\"message\" : \"Topic not found: projects/p/topics/missing\"")
                .contains("\"status\" : \"NOT_FOUND\"");
    }

    @Test
    void aPathThatNoMethodHasIsNotFound() {
        AggregatedHttpResponse response = send(HttpMethod.GET, "/v1/nothing/here", "");

        assertThat(response.status().code()).isEqualTo(404);
        assertThat(response.contentUtf8()).contains("There is no method for GET /v1/nothing/here.");
    }

    private static String get(String path) {
        AggregatedHttpResponse response = send(HttpMethod.GET, path, "");
        assertThat(response.status().code()).isEqualTo(200);
        return response.contentUtf8();
    }

    private static AggregatedHttpResponse send(HttpMethod method, String path, String body) {
        return client.execute(RequestHeaders.of(method, path), body).aggregate().join();
    }

    private static final class EchoingPublisher extends PublisherGrpc.PublisherImplBase {
        @Override
        public void getTopic(GetTopicRequest request, StreamObserver<Topic> observer) {
            answer(observer, Topic.newBuilder().setName(request.getTopic()).build());
        }

        @Override
        public void listTopics(ListTopicsRequest request, StreamObserver<ListTopicsResponse> observer) {
            String seen = request.getProject() + " " + request.getPageSize() + " " + request.getPageToken();
            answer(
                    observer,
                    ListTopicsResponse.newBuilder().setNextPageToken(seen).build());
        }

        @Override
        public void updateTopic(UpdateTopicRequest request, StreamObserver<Topic> observer) {
            String mask = String.join(",", request.getUpdateMask().getPathsList());
            answer(observer, request.getTopic().toBuilder().setKmsKeyName(mask).build());
        }

        @Override
        public void publish(PublishRequest request, StreamObserver<PublishResponse> observer) {
            PublishResponse.Builder response = PublishResponse.newBuilder();
            request.getMessagesList()
                    .forEach(message -> response.addMessageIds(message.getData().toStringUtf8()));
            answer(observer, response.build());
        }

        @Override
        public void deleteTopic(DeleteTopicRequest request, StreamObserver<Empty> observer) {
            observer.onError(ApiException.notFound("Topic not found: " + request.getTopic())
                    .asStatus());
        }

        private static <T> void answer(StreamObserver<T> observer, T message) {
            observer.onNext(message);
            observer.onCompleted();
        }
    }
}
