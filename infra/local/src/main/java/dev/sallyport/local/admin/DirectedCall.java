package dev.sallyport.local.admin;

import com.google.protobuf.Message;

/**
 * A call whose fate is to be decided.
 *
 * @param port the port of the local cloud that it came to, by which callers can be told apart
 * @param service the API's name, such as {@code compute}
 * @param method interface and method, such as {@code instances.insert} or {@code Publisher.Publish}
 * @param resource relative name of what it is about; may be empty
 * @param request what is asked for; of a stream, its first message
 */
public record DirectedCall(int port, String service, String method, String resource, Message request) {
    /** As in {@code compute.instances.insert}. */
    public String name() {
        return service + "." + method;
    }
}
