package dev.sallyport.stages;

import com.google.cloud.iam.credentials.v1.IAMCredentialsGrpc;
import com.google.cloud.iap.v1.IdentityAwareProxyAdminServiceGrpc;
import com.google.cloud.orgpolicy.v2.OrgPolicyGrpc;
import com.google.cloud.resourcemanager.v3.ProjectsGrpc;
import com.google.cloud.secretmanager.v1.SecretManagerServiceGrpc;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The answers of the gRPC methods that stages call, which have one message each. */
final class GrpcAnswers {
    private static final int PREFIX = 5;

    private static final Map<String, MethodDescriptor<?, ?>> METHODS = Stream.of(
                    IdentityAwareProxyAdminServiceGrpc.getServiceDescriptor(),
                    OrgPolicyGrpc.getServiceDescriptor(),
                    ProjectsGrpc.getServiceDescriptor(),
                    SecretManagerServiceGrpc.getServiceDescriptor(),
                    IAMCredentialsGrpc.getServiceDescriptor())
            .flatMap(service -> service.getMethods().stream())
            .collect(Collectors.toMap(method -> "/" + method.getFullMethodName(), method -> method));

    private GrpcAnswers() {}

    static boolean have(String path) {
        return METHODS.containsKey(path);
    }

    /** @param body as it is sent, with the prefix of five bytes that holds the length; empty for an error */
    static byte[] changed(String path, byte[] body, UnaryOperator<Message> change) {
        if (body.length < PREFIX || body[0] != 0) {
            return body;
        }
        Message answer =
                (Message) METHODS.get(path).parseResponse(new ByteArrayInputStream(body, PREFIX, body.length - PREFIX));
        byte[] changed = change.apply(answer).toByteArray();
        return ByteBuffer.allocate(PREFIX + changed.length)
                .put((byte) 0)
                .putInt(changed.length)
                .put(changed)
                .array();
    }
}
