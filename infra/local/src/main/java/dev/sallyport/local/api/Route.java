package dev.sallyport.local.api;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One binding of a method to HTTP.
 *
 * @param verb HTTP method
 * @param body field that takes the body, {@code *} for the whole request, empty for none
 */
record Route(String verb, PathTemplate path, String body, MethodDescriptor method, RestBackend backend) {

    /** All bindings of a service's methods. */
    static List<Route> of(ServiceDescriptor service, RestBackend backend) {
        List<Route> routes = new ArrayList<>();
        for (MethodDescriptor method : service.getMethods()) {
            HttpRule rule = method.getOptions().getExtension(AnnotationsProto.http);
            Stream.concat(Stream.of(rule), rule.getAdditionalBindingsList().stream())
                    .filter(binding -> binding.getPatternCase() != HttpRule.PatternCase.PATTERN_NOT_SET)
                    .map(binding -> of(binding, method, backend))
                    .forEach(routes::add);
        }
        return routes;
    }

    private static Route of(HttpRule rule, MethodDescriptor method, RestBackend backend) {
        return switch (rule.getPatternCase()) {
            case GET -> of("GET", rule.getGet(), rule, method, backend);
            case PUT -> of("PUT", rule.getPut(), rule, method, backend);
            case POST -> of("POST", rule.getPost(), rule, method, backend);
            case DELETE -> of("DELETE", rule.getDelete(), rule, method, backend);
            case PATCH -> of("PATCH", rule.getPatch(), rule, method, backend);
            case CUSTOM -> of(rule.getCustom().getKind(), rule.getCustom().getPath(), rule, method, backend);
            case PATTERN_NOT_SET -> throw new IllegalArgumentException(method.getFullName() + " has no path");
        };
    }

    private static Route of(String verb, String path, HttpRule rule, MethodDescriptor method, RestBackend backend) {
        return new Route(verb, PathTemplate.parse(path), rule.getBody(), method, backend);
    }
}
