package dev.sallyport.local;

import io.grpc.BindableService;
import java.util.List;
import java.util.stream.Stream;

/**
 * The gRPC services of the cloud.
 *
 * @param blocking may keep the thread that a call comes on for as long as they like
 * @param nonBlocking do not: what takes time they do on threads of the cloud's own, so that their calls need no other
 *     thread than the network's
 */
record GrpcApis(List<BindableService> blocking, List<BindableService> nonBlocking) {
    List<BindableService> all() {
        return Stream.concat(blocking.stream(), nonBlocking.stream()).toList();
    }
}
