package dev.sallyport.local.api;

import com.google.protobuf.Message;

/** Answers the calls that a {@link RestRouter} has understood. Called on threads that may block. */
@FunctionalInterface
public interface RestBackend {
    /**
     * @return a message of the method's output type
     * @throws ApiException to refuse
     */
    Message invoke(RestCall call);
}
