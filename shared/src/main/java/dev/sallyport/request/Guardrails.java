package dev.sallyport.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the operator lets requests ask for. In each pattern {@code *} stands for any characters.
 *
 * @param regions patterns of regions
 * @param machineTypes patterns of machine types
 * @param maxSize most VMs in one group
 * @param principalDomains patterns of the domains in which principals may be
 * @param sourceRanges ranges within which every source range of the firewall rule must lie
 */
public record Guardrails(
        List<String> regions,
        List<String> machineTypes,
        int maxSize,
        List<String> principalDomains,
        List<String> sourceRanges) {
    /** Google's front ends and health checks (cloud.google.com/load-balancing/docs/health-check-concepts). */
    private static final List<String> FRONT_ENDS = List.of("130.211.0.0/22", "35.191.0.0/16");

    private static final Set<String> MEMBERS =
            Set.of("regions", "machineTypes", "maxSize", "principalDomains", "sourceRanges");

    /** Everything may be asked for but very large groups, and but opening the application to others than Google. */
    public static Guardrails defaults() {
        return new Guardrails(List.of("*"), List.of("*"), 100, List.of("*"), FRONT_ENDS);
    }

    /**
     * @param policy the guardrails as a JSON object with the members of this record, each optional; empty for the
     *     defaults
     * @throws IllegalArgumentException if the policy cannot be read, for guardrails guessed at would guard nothing
     */
    public static Guardrails of(Optional<String> policy) {
        if (policy.isEmpty()) {
            return defaults();
        }
        ObjectNode document = object(policy.get());
        document.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw invalid("unknown member " + name + " (expected: one of " + MEMBERS + ")");
            }
        });
        Guardrails defaults = defaults();
        List<String> ranges = texts(document, "sourceRanges", defaults.sourceRanges);
        ranges.forEach(Cidr::of);
        return new Guardrails(
                texts(document, "regions", defaults.regions),
                texts(document, "machineTypes", defaults.machineTypes),
                size(document, defaults.maxSize),
                texts(document, "principalDomains", defaults.principalDomains),
                ranges);
    }

    /** Everything in the request that may not be asked for, also where it is only to be planned. */
    public List<Fault> check(Request request) {
        if (request instanceof ProvisionRequest wanted) {
            return check(wanted);
        }
        if (request instanceof Request.Grant grant) {
            List<Fault> faults = new ArrayList<>();
            checkPrincipal(faults, "/principal", grant.principal());
            return faults;
        }
        if (request instanceof Request.Plan plan) {
            return checkWithin(plan.of());
        }
        return request instanceof Request.Apply apply ? checkWithin(apply.of()) : List.of();
    }

    private List<Fault> checkWithin(Request.Converging of) {
        return check(of).stream().map(fault -> fault.within("/of")).toList();
    }

    private List<Fault> check(ProvisionRequest request) {
        List<Fault> faults = new ArrayList<>();
        require(faults, "/region", request.region(), regions);
        require(
                faults,
                "/instanceTemplate/machineType",
                request.instanceTemplate().machineType(),
                machineTypes);
        int size = request.instanceGroup().size();
        if (size > maxSize) {
            faults.add(new Fault(
                    "/instanceGroup/size", "is " + size + ", more than this operator allows", "at most " + maxSize));
        }
        List<String> ranges = request.firewall().sourceRanges();
        for (int i = 0; i < ranges.size(); i++) {
            checkRange(faults, "/firewall/sourceRanges/" + i, ranges.get(i));
        }
        for (int i = 0; i < request.principals().size(); i++) {
            checkPrincipal(faults, "/principals/" + i, request.principals().get(i));
        }
        for (int i = 0; i < request.guests().size(); i++) {
            checkPrincipal(
                    faults,
                    "/guests/" + i + "/principal",
                    request.guests().get(i).principal());
        }
        request.verify().as().ifPresent(account -> checkPrincipal(faults, "/verify/as", "serviceAccount:" + account));
        return faults;
    }

    private void checkRange(List<Fault> faults, String pointer, String range) {
        if (sourceRanges.stream().noneMatch(allowed -> Cidr.of(allowed).contains(Cidr.of(range)))) {
            faults.add(new Fault(
                    pointer,
                    "is " + Wording.quoted(range) + ", from where nobody may reach the application past the guard",
                    "a range within " + String.join(" or ", sourceRanges)));
        }
    }

    private void checkPrincipal(List<Fault> faults, String pointer, String principal) {
        if (!matches(Principal.of(principal).domain(), principalDomains)) {
            faults.add(new Fault(
                    pointer,
                    "is " + Wording.quoted(principal) + ", to whom this operator lets no access be granted",
                    "a principal of " + String.join(" or ", principalDomains)));
        }
    }

    private static void require(List<Fault> faults, String pointer, String value, List<String> allowed) {
        if (!matches(value, allowed)) {
            faults.add(new Fault(
                    pointer,
                    "is " + Wording.quoted(value) + ", which this operator does not allow",
                    "one of " + String.join(", ", allowed)));
        }
    }

    private static boolean matches(String value, List<String> patterns) {
        return patterns.stream()
                .map(pattern -> Pattern.quote(pattern).replace("*", "\\E.*\\Q"))
                .anyMatch(value::matches);
    }

    private static ObjectNode object(String policy) {
        try {
            if (RequestJson.MAPPER.readTree(policy) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("guardrails: not JSON (expected: a JSON object)", e);
        }
        throw invalid("not an object (expected: a JSON object)");
    }

    private static List<String> texts(ObjectNode document, String member, List<String> otherwise) {
        JsonNode list = document.path(member);
        if (list.isMissingNode()) {
            return otherwise;
        }
        List<String> texts = new ArrayList<>();
        list.forEach(entry -> texts.add(entry.textValue()));
        if (!list.isArray() || list.isEmpty() || texts.contains(null)) {
            throw invalid(member + ": " + Wording.of(list) + " (expected: a list of texts that is not empty)");
        }
        return List.copyOf(texts);
    }

    private static int size(ObjectNode document, int otherwise) {
        JsonNode size = document.path("maxSize");
        if (size.isMissingNode()) {
            return otherwise;
        }
        if (!size.isIntegralNumber() || !size.canConvertToInt() || size.intValue() < 1) {
            throw invalid("maxSize: " + Wording.of(size) + " (expected: a whole number of at least 1)");
        }
        return size.intValue();
    }

    private static IllegalArgumentException invalid(String problem) {
        return new IllegalArgumentException("guardrails: " + problem);
    }
}
