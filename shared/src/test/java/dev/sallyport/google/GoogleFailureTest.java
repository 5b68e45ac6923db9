package dev.sallyport.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponseException;
import com.google.api.gax.grpc.GrpcStatusCode;
import com.google.api.gax.httpjson.HttpJsonStatusCode;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.ApiExceptionFactory;
import com.google.cloud.compute.v1.Error;
import com.google.cloud.compute.v1.Errors;
import com.google.cloud.compute.v1.Operation;
import dev.sallyport.failure.Failure;
import dev.sallyport.failure.Rejected;
import dev.sallyport.failure.Retryable;
import io.grpc.Status;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GoogleFailureTest {
    @ParameterizedTest
    @MethodSource
    void passesByItself(ApiException error) {
        assertThat(GoogleFailure.of(error)).isInstanceOf(Retryable.class);
    }

    static Stream<Arguments> passesByItself() {
        return Stream.of(
                argumentSet("429", http(429, "rateLimitExceeded", "slow down")),
                argumentSet("403 rateLimitExceeded", http(403, "rateLimitExceeded", "slow down")),
                argumentSet("500", http(500, "backendError", "oops")),
                argumentSet("503", http(503, "backendError", "oops")),
                argumentSet("400 resourceNotReady", http(400, "resourceNotReady", "The resource is not ready")),
                argumentSet("409", http(409, "alreadyExists", "somebody was quicker")),
                argumentSet("412 stale fingerprint", http(412, "conditionNotMet", "Invalid fingerprint.")),
                argumentSet("gRPC ABORTED", grpc(Status.Code.ABORTED, "stale etag")),
                argumentSet("gRPC UNAVAILABLE", grpc(Status.Code.UNAVAILABLE, "gone for a moment")),
                argumentSet("gRPC RESOURCE_EXHAUSTED", grpc(Status.Code.RESOURCE_EXHAUSTED, "quota per minute")));
    }

    @Test
    void anAnswerThatCannotBeReadIsTriedAgainAndTheMessageSaysWhatIsWrongWithIt() {
        ApiException error = ApiExceptionFactory.createException(
                "Exception in message delivery",
                new IllegalStateException(
                        "Failed to parse response message", new IOException("Expected an enum but got [")),
                HttpJsonStatusCode.of(500),
                false);

        assertThat(GoogleFailure.of(error))
                .isInstanceOf(Retryable.class)
                .hasMessageEndingWith(
                        "Exception in message delivery: Failed to parse response message: Expected an enum but got [");
    }

    @Test
    void aMessageStaysReadableWhateverAnAnswerHolds() {
        ApiException error = ApiExceptionFactory.createException(
                "x".repeat(100_000), new IllegalStateException("y"), HttpJsonStatusCode.of(500), false);

        assertThat(GoogleFailure.of(error).getMessage()).hasSizeLessThan(600);
    }

    @ParameterizedTest
    @MethodSource
    void needsAPerson(ApiException error, String remedy) {
        Failure failure = GoogleFailure.of(error);
        assertThat(failure)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.remedy()).contains(remedy));
    }

    static Stream<Arguments> needsAPerson() {
        return Stream.of(
                argumentSet(
                        "a permission and the role that has it",
                        http(403, "forbidden", "Required 'compute.firewalls.create' permission for 'projects/p/x'"),
                        "roles/compute.securityAdmin, which has the permission compute.firewalls.create"),
                argumentSet(
                        "a permission over gRPC",
                        grpc(Status.Code.PERMISSION_DENIED, "Permission 'iap.webServices.setIamPolicy' denied"),
                        "roles/iap.admin"),
                argumentSet(
                        "a quota",
                        http(403, "quotaExceeded", "Quota 'CPUS' exceeded. Limit: 24.0 in region us-central1."),
                        "Quotas"),
                argumentSet(
                        "an API that is off",
                        http(403, "accessNotConfigured", "iap.googleapis.com has not been used in project 1 before"),
                        "gcloud services enable iap.googleapis.com"),
                argumentSet(
                        "an organisation policy, though Google calls it an unmet condition",
                        http(412, "conditionNotMet", "Constraint constraints/compute.vmExternalIpAccess violated"),
                        "constraints/compute.vmExternalIpAccess"),
                argumentSet("a bad value", http(400, "invalid", "Invalid value for field 'resource.port'"), "Correct"),
                argumentSet("something missing", http(404, "notFound", "The resource 'x' was not found"), "name"));
    }

    @Test
    void googlesOwnMessageAndReasonAreKept() {
        assertThat(GoogleFailure.of(http(400, "invalid", "Invalid value for field 'resource.port': '0'.")))
                .hasMessage("Google Cloud answered invalid: Invalid value for field 'resource.port': '0'.");
    }

    @Test
    void anAnswerThatIsNotJsonIsToldByItsStatus() {
        ApiException error = ApiExceptionFactory.createException(
                new HttpResponseException.Builder(403, "Forbidden", new HttpHeaders())
                        .setContent("<html>no</html>")
                        .build(),
                HttpJsonStatusCode.of(403),
                false);
        assertThat(GoogleFailure.of(error)).isInstanceOf(Rejected.class).hasMessageContaining("Forbidden");
    }

    @Test
    void anOperationWithErrorsHasFailedEvenWithoutAnHttpStatus() {
        Operation operation = operation("QUOTA_EXCEEDED", "Quota 'CPUS' exceeded.");
        assertThat(GoogleFailure.failed(operation)).isTrue();
        assertThat(GoogleFailure.of(operation))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("quotaExceeded: Quota 'CPUS' exceeded.");
    }

    @Test
    void anOperationMayFailForAMoment() {
        assertThat(GoogleFailure.of(operation("RESOURCE_NOT_READY", "wait"))).isInstanceOf(Retryable.class);
    }

    @Test
    void anOperationWithoutErrorsHasNotFailed() {
        assertThat(GoogleFailure.failed(
                        Operation.newBuilder().setStatus(Operation.Status.DONE).build()))
                .isFalse();
    }

    private static Operation operation(String code, String message) {
        return Operation.newBuilder()
                .setStatus(Operation.Status.DONE)
                .setError(Error.newBuilder()
                        .addErrors(Errors.newBuilder().setCode(code).setMessage(message)))
                .build();
    }

    private static ApiException http(int status, String reason, String message) {
        String body = "{\"error\":{\"code\":%d,\"message\":\"%s\",\"errors\":[{\"reason\":\"%s\",\"message\":\"%s\"}]}}"
                .formatted(status, message, reason, message);
        return ApiExceptionFactory.createException(
                new HttpResponseException.Builder(status, "status line", new HttpHeaders())
                        .setContent(body)
                        .build(),
                HttpJsonStatusCode.of(status),
                false);
    }

    private static ApiException grpc(Status.Code code, String message) {
        return ApiExceptionFactory.createException(
                Status.fromCode(code).withDescription(message).asRuntimeException(), GrpcStatusCode.of(code), false);
    }
}
