package dev.sallyport.local.compute;

import com.google.api.AnnotationsProto;
import com.google.api.FieldBehavior;
import com.google.api.FieldBehaviorProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The smallest request of a method that says something: its path with names, its body with a name. */
record MinimalRequest(String verb, String path, String body) {
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)(?:=([^}]*))?}");

    static MinimalRequest of(MethodDescriptor method) {
        HttpRule rule = method.getOptions().getExtension(AnnotationsProto.http);
        String path = VARIABLE.matcher(template(rule)).replaceAll(MinimalRequest::value);
        return new MinimalRequest(
                rule.getPatternCase().name(), path + query(method, rule), body(method, rule.getBody()));
    }

    private static String template(HttpRule rule) {
        return rule.getGet() + rule.getPut() + rule.getPost() + rule.getDelete() + rule.getPatch();
    }

    private static String value(MatchResult variable) {
        if (variable.group(2) != null) {
            return variable.group(2).replace("*", "thing");
        }
        return switch (variable.group(1)) {
            case "project" -> ComputeFixture.PROJECT;
            case "region" -> "us-central1";
            case "zone" -> "us-central1-a";
            default -> "thing";
        };
    }

    /** Parameters that have to be there. */
    private static String query(MethodDescriptor method, HttpRule rule) {
        return method.getInputType().getFields().stream()
                .filter(field -> field.getName().equals("parent_id") || isRequired(field))
                .filter(field -> !field.getName().equals(rule.getBody())
                        && !template(rule).contains("{" + field.getName()))
                .map(field -> field.getJsonName() + "="
                        + (field.getName().equals("parent_id") ? "organizations/1" : parameter(field)))
                .collect(Collectors.joining("&", "?", ""));
    }

    private static String parameter(FieldDescriptor field) {
        return scalar(field).replace("'", "");
    }

    private static boolean isRequired(FieldDescriptor field) {
        return field.getOptions().getExtension(FieldBehaviorProto.fieldBehavior).contains(FieldBehavior.REQUIRED);
    }

    private static String body(MethodDescriptor method, String field) {
        if (field.isEmpty()) {
            return "";
        }
        Descriptor type = method.getInputType().findFieldByName(field).getMessageType();
        if (type.findFieldByName("policy") != null) {
            return "{'policy': {}}";
        }
        if (type.findFieldByName("name") == null) {
            return "{" + members(type) + "}";
        }
        boolean ofOrganization = method.getInputType().findFieldByName("parent_id") != null;
        return ofOrganization ? "{'shortName': 'thing'}" : "{'name': 'thing'}";
    }

    private static String members(Descriptor type) {
        return type.getFields().stream()
                .filter(field -> !field.isMapField() && !field.getName().equals("fingerprint"))
                .map(field -> "'" + field.getJsonName() + "': " + value(field))
                .collect(Collectors.joining(", "));
    }

    private static String value(FieldDescriptor field) {
        String value = field.getJavaType() == JavaType.MESSAGE ? "{}" : scalar(field);
        return field.isRepeated() ? "[" + value + "]" : value;
    }

    private static String scalar(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case BOOLEAN -> "true";
            case STRING -> "'thing'";
            default -> "1";
        };
    }
}
