package dev.sallyport.local.api;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.AttributeKey;

/** Is told of every call that reaches an API, and may hold it up, refuse it or keep its answer back. */
@FunctionalInterface
public interface CallInterceptor {
    /** The interceptor of the calls that a request brings. */
    AttributeKey<CallInterceptor> OF_REQUEST = AttributeKey.valueOf(CallInterceptor.class, "OF_REQUEST");

    /**
     * A call has arrived, and nothing but this is known of it.
     *
     * @param verb HTTP method; {@code POST} for gRPC
     * @param path without the query
     * @param userAgent what the caller says of itself; may be empty
     */
    Intercepted arrived(String verb, String path, String userAgent);

    /** A call on its way to a method and back. */
    interface Intercepted {
        /**
         * The call has been understood, and is about to be carried out.
         *
         * @throws ApiException to refuse it
         */
        void understood(MethodDescriptor method, Message request);

        /** The call has been carried out or refused, and this is about to be its answer. */
        void answered(int httpStatus);
    }

    /** The interceptor of the request that this thread serves; one that does nothing if there is none. */
    static CallInterceptor current() {
        ServiceRequestContext context = ServiceRequestContext.currentOrNull();
        CallInterceptor interceptor = context == null ? null : context.attr(OF_REQUEST);
        return interceptor == null ? none() : interceptor;
    }

    /** Lets every call pass. */
    static CallInterceptor none() {
        return (verb, path, userAgent) -> new Intercepted() {
            @Override
            public void understood(MethodDescriptor method, Message request) {
                // It may pass.
            }

            @Override
            public void answered(int httpStatus) {
                // Its answer may pass as well.
            }
        };
    }
}
