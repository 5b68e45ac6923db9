package dev.sallyport.compliance;

import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.UrlMap;
import com.google.protobuf.Message;
import dev.sallyport.converge.Link;
import dev.sallyport.stages.ProjectInventory;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Which URL maps, in a default, a path matcher or a route rule, and which forwarding rules send traffic to something. */
final class Users {
    private Users() {}

    /**
     * Their partial links, sorted.
     *
     * @param link of a backend service, a target pool or a target instance
     */
    static List<String> of(String link, ProjectInventory inventory) {
        Stream<String> maps =
                inventory.urlMaps().stream().filter(map -> names(map, link)).map(UrlMap::getSelfLink);
        Stream<String> rules = inventory.forwardingRules().stream()
                .filter(rule -> names(rule, link))
                .map(ForwardingRule::getSelfLink);
        return Stream.concat(maps, rules).map(Link::partial).sorted().toList();
    }

    private static boolean names(Object value, String link) {
        if (value instanceof Message message) {
            return message.getAllFields().values().stream().anyMatch(field -> names(field, link));
        }
        if (value instanceof Collection<?> values) {
            return values.stream().anyMatch(element -> names(element, link));
        }
        return value instanceof String text && Link.partial(text).equals(link);
    }
}
