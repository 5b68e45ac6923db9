package dev.sallyport.local.admin;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a call is for, read off the method's descriptor and the request.
 *
 * @param service the API's name, such as {@code compute}: the first label of its default host
 * @param method interface and method; as the reference spells them for Compute Engine ({@code instances.insert}), as the
 *     descriptor does for the others ({@code Publisher.Publish})
 * @param resource relative name of what it is about, such as {@code projects/p/topics/t}; may be empty
 */
record CalledMethod(String service, String method, String resource) {
    private static final Pattern VERSION = Pattern.compile("^/(?:compute/)?v[0-9][a-z0-9]*/");
    private static final Pattern PROJECT = Pattern.compile("^projects/([^/]+)");

    /** A call that no method could be found for. */
    static CalledMethod unknown(String verb, String path) {
        return new CalledMethod("", verb, withoutVersion(path));
    }

    static CalledMethod of(MethodDescriptor method, Message request) {
        return CallNaming.of(method).name(request);
    }

    /** Id or number of the project that the resource is in; empty if it is in none. */
    String project() {
        Matcher matcher = PROJECT.matcher(resource);
        return matcher.find() ? matcher.group(1) : "";
    }

    static String withoutVersion(String path) {
        return VERSION.matcher(path).replaceFirst("");
    }
}
