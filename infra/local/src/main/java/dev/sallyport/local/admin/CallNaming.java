package dev.sallyport.local.admin;

import com.google.api.AnnotationsProto;
import com.google.api.ClientProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import dev.sallyport.local.api.BindingPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How the calls of one method are named. Every call is, so what the descriptor says is taken in once. */
final class CallNaming {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}=]+)(?:=[^}]*)?}");
    private static final Pattern CUSTOM_VERB = Pattern.compile(":[A-Za-z]+$");
    private static final Map<MethodDescriptor, CallNaming> KNOWN = new ConcurrentHashMap<>();

    private final String service;
    private final String method;
    private final List<Function<Message, String>> resource;

    private CallNaming(MethodDescriptor method) {
        this.service = method.getService()
                .getOptions()
                .getExtension(ClientProto.defaultHost)
                .replaceFirst("\\..*", "");
        this.method = methodName(method);
        this.resource = resource(method);
    }

    static CallNaming of(MethodDescriptor method) {
        return KNOWN.computeIfAbsent(method, CallNaming::new);
    }

    CalledMethod name(Message request) {
        String named = resource.stream().map(part -> part.apply(request)).collect(Collectors.joining());
        return new CalledMethod(service, method, named);
    }

    private static String methodName(MethodDescriptor method) {
        String type = method.getService().getName();
        return method.getService().getFullName().startsWith("google.cloud.compute.")
                ? lowerFirst(type) + "." + lowerFirst(method.getName())
                : type + "." + method.getName();
    }

    private static String lowerFirst(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** The parts of the resource's name, one after the other. */
    private static List<Function<Message, String>> resource(MethodDescriptor method) {
        HttpRule rule = method.getOptions().getExtension(AnnotationsProto.http);
        String path = BindingPath.of(rule);
        if (path.isEmpty()) {
            return List.of(CallNaming::anyName);
        }
        String unversioned =
                CalledMethod.withoutVersion(CUSTOM_VERB.matcher(path).replaceFirst(""));
        List<Function<Message, String>> parts = filledPath(unversioned, method.getInputType());
        parts.add(nameInBody(method, rule));
        return List.copyOf(parts);
    }

    private static List<Function<Message, String>> filledPath(String path, Descriptor request) {
        List<Function<Message, String>> parts = new ArrayList<>();
        Matcher variable = VARIABLE.matcher(path);
        int end = 0;
        while (variable.find()) {
            parts.add(literal(path.substring(end, variable.start())));
            parts.add(value(variable.group(1), request));
            end = variable.end();
        }
        parts.add(literal(path.substring(end)));
        return parts;
    }

    private static Function<Message, String> literal(String text) {
        return request -> text;
    }

    private static Function<Message, String> value(String path, Descriptor request) {
        List<FieldDescriptor> fields = new ArrayList<>();
        Descriptor type = request;
        for (String name : path.split("\\.")) {
            FieldDescriptor field = type.findFieldByName(name);
            fields.add(field);
            type = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE ? field.getMessageType() : type;
        }
        return message -> value(fields, message);
    }

    private static String value(List<FieldDescriptor> path, Message request) {
        Object value = request;
        for (FieldDescriptor field : path) {
            value = ((Message) value).getField(field);
        }
        return value.toString();
    }

    /** What is about to be made is named in the body, not in the path. */
    private static Function<Message, String> nameInBody(MethodDescriptor method, HttpRule rule) {
        FieldDescriptor body = method.getInputType().findFieldByName(rule.getBody());
        if (!method.getName().equals("Insert") || body == null) {
            return literal("");
        }
        FieldDescriptor name = body.getMessageType().findFieldByName("name");
        return name == null ? literal("") : request -> "/" + ((Message) request.getField(body)).getField(name);
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
