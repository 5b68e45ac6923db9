package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Duration;
import com.google.cloud.compute.v1.UrlMap;
import com.google.cloud.compute.v1.UrlMapTest;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.sallyport.local.compute.ProjectResources.Stored;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** URL maps. */
final class UrlMapBehaviour extends Behaviour<UrlMap> {
    private static final String[] BACKENDS = {"backendServices", "backendBuckets"};
    private static final List<Reference> REFERENCES = List.of(
            Reference.to("default_service", BACKENDS),
            Reference.to("default_route_action.weighted_backend_services.backend_service", BACKENDS),
            Reference.to("default_route_action.request_mirror_policy.backend_service", BACKENDS),
            Reference.to("default_custom_error_response_policy.error_service", BACKENDS),
            Reference.to("path_matchers.default_service", BACKENDS),
            Reference.to("path_matchers.default_route_action.weighted_backend_services.backend_service", BACKENDS),
            Reference.to("path_matchers.default_route_action.request_mirror_policy.backend_service", BACKENDS),
            Reference.to("path_matchers.default_custom_error_response_policy.error_service", BACKENDS),
            Reference.to("path_matchers.path_rules.service", BACKENDS),
            Reference.to("path_matchers.path_rules.custom_error_response_policy.error_service", BACKENDS),
            Reference.to("path_matchers.path_rules.route_action.weighted_backend_services.backend_service", BACKENDS),
            Reference.to("path_matchers.path_rules.route_action.request_mirror_policy.backend_service", BACKENDS),
            Reference.to("path_matchers.route_rules.service", BACKENDS),
            Reference.to("path_matchers.route_rules.route_action.weighted_backend_services.backend_service", BACKENDS),
            Reference.to("path_matchers.route_rules.route_action.request_mirror_policy.backend_service", BACKENDS));

    UrlMapBehaviour() {
        super("urlMaps", UrlMap.class);
    }

    /** The URL maps that send requests to a back end. */
    static Stream<Link> using(Transaction transaction, Link backend) {
        return transaction
                .under(new Term.Refers(backend))
                .map(Stored::link)
                .filter(link -> link.collection().equals("urlMaps"))
                .sorted(Comparator.comparing(Link::path));
    }

    @Override
    List<Reference> references() {
        return REFERENCES;
    }

    @Override
    UrlMap complete(Transaction transaction, Link link, UrlMap wanted, Optional<UrlMap> before) {
        UrlMap.Builder map = (UrlMap.Builder) completeDurations(wanted.toBuilder());
        checkDefault(map);
        checkPathMatchers(map);
        for (int i = 0; i < map.getTestsCount(); i++) {
            UrlMapTest test = map.getTests(i);
            map.setTests(i, test.toBuilder().setDescription(test.getDescription()));
        }
        return map.build();
    }

    private static void checkDefault(UrlMap.Builder map) {
        if (!map.hasDefaultService() && !map.hasDefaultUrlRedirect() && !map.hasDefaultRouteAction()) {
            throw Refusals.requiredField("resource.defaultService");
        }
    }

    private static void checkPathMatchers(UrlMap.Builder map) {
        for (int i = 0; i < map.getHostRulesCount(); i++) {
            String wanted = map.getHostRules(i).getPathMatcher();
            if (map.getPathMatchersList().stream()
                    .noneMatch(matcher -> matcher.getName().equals(wanted))) {
                throw Refusals.invalidValue(
                        "resource.hostRules[" + i + "].pathMatcher", wanted, "There is no path matcher of this name.");
            }
        }
    }

    /** The API returns the nanoseconds of every duration, also where they are zero. */
    private static Message.Builder completeDurations(Message.Builder message) {
        if (message instanceof Duration.Builder duration) {
            return duration.setNanos(duration.getNanos());
        }
        for (FieldDescriptor field : message.getAllFields().keySet()) {
            if (field.isMapField() || field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
                continue;
            }
            if (field.isRepeated()) {
                for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
                    Message nested = (Message) message.getRepeatedField(field, i);
                    message.setRepeatedField(
                            field, i, completeDurations(nested.toBuilder()).build());
                }
            } else {
                completeDurations(message.getFieldBuilder(field));
            }
        }
        return message;
    }

    @Override
    Map<String, Action<UrlMap>> actions() {
        return Map.of(
                "invalidateCache",
                new Action.Change<>("invalidateCache", (transaction, link, current, call) -> current));
    }
}
