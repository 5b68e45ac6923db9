package dev.sallyport.local.admin;

import com.google.api.AnnotationsProto;
import com.google.api.ClientProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import java.util.regex.MatchResult;
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
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}=]+)(?:=[^}]*)?}");
    private static final Pattern VERSION = Pattern.compile("^/(?:compute/)?v[0-9][a-z0-9]*/");
    private static final Pattern CUSTOM_VERB = Pattern.compile(":[A-Za-z]+$");
    private static final Pattern PROJECT = Pattern.compile("^projects/([^/]+)");

    /** A call that no method could be found for. */
    static CalledMethod unknown(String verb, String path) {
        return new CalledMethod("", verb, path.replaceFirst(VERSION.pattern(), ""));
    }

    static CalledMethod of(MethodDescriptor method, Message request) {
        String host = method.getService().getOptions().getExtension(ClientProto.defaultHost);
        return new CalledMethod(host.replaceFirst("\\..*", ""), name(method), resource(method, request));
    }

    /** Id or number of the project that the resource is in; empty if it is in none. */
    String project() {
        Matcher matcher = PROJECT.matcher(resource);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String name(MethodDescriptor method) {
        String type = method.getService().getName();
        return method.getService().getFullName().startsWith("google.cloud.compute.")
                ? lowerFirst(type) + "." + lowerFirst(method.getName())
                : type + "." + method.getName();
    }

    private static String lowerFirst(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static String resource(MethodDescriptor method, Message request) {
        HttpRule rule = method.getOptions().getExtension(AnnotationsProto.http);
        String path = path(rule);
        if (path.isEmpty()) {
            return anyName(request);
        }
        String filled = VARIABLE.matcher(CUSTOM_VERB.matcher(path).replaceFirst(""))
                .replaceAll(variable -> Matcher.quoteReplacement(value(request, variable)));
        return VERSION.matcher(filled).replaceFirst("") + nameInBody(method, rule, request);
    }

    private static String path(HttpRule rule) {
        return switch (rule.getPatternCase()) {
            case GET -> rule.getGet();
            case PUT -> rule.getPut();
            case POST -> rule.getPost();
            case DELETE -> rule.getDelete();
            case PATCH -> rule.getPatch();
            case CUSTOM, PATTERN_NOT_SET -> "";
        };
    }

    private static String value(Message request, MatchResult variable) {
        MessageOrBuilder message = request;
        Object value = "";
        for (String name : variable.group(1).split("\\.")) {
            FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
            value = message.getField(field);
            message = value instanceof Message inner ? inner : message;
        }
        return value.toString();
    }

    /** What is about to be made is named in the body, not in the path. */
    private static String nameInBody(MethodDescriptor method, HttpRule rule, Message request) {
        FieldDescriptor body = method.getInputType().findFieldByName(rule.getBody());
        if (!method.getName().equals("Insert") || body == null) {
            return "";
        }
        Message resource = (Message) request.getField(body);
        FieldDescriptor name = resource.getDescriptorForType().findFieldByName("name");
        return name == null ? "" : "/" + resource.getField(name);
    }

    /** Methods without an HTTP binding, such as streaming pulls, have a resource name all the same. */
    private static String anyName(Message request) {
        return request.getAllFields().values().stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(value -> value.startsWith("projects/"))
                .findFirst()
                .orElse("");
    }
}
