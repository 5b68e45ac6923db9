package dev.sallyport.simulation;

import com.google.cloud.compute.v1.Compute;
import com.google.cloud.iap.v1.IdentityAwareProxyAdminServiceGrpc;
import com.google.iam.v1.GetIamPolicyRequest;
import com.google.iam.v1.Policy;
import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import dev.sallyport.local.state.StateRecord;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * All there is in a project: every Compute resource, and who may pass. What no two runs have in common (ids, times,
 * addresses, fingerprints, keys, and the names and zones that groups give their VMs) is left out.
 */
record Inventory(Map<String, String> resources) {
    private static final Pattern PASSING = Pattern.compile(
            "^\\s*(id|\\w*_id|creation_timestamp|\\w+_timestamp|fingerprint|\\w+_fingerprint|certificate|expire_time"
                    + "|I_p_address|I_p_address|address|network_i_p|nat_i_p|zone|self_link_with_id"
                    + "|last_\\w+|size_gb|serial\\w*|\\w*sha256|etag): .*$",
            Pattern.MULTILINE);
    /** By the name of a group's version a rolling restart is asked for; where VMs are made anew, there is no need of one. */
    private static final Pattern RESTART =
            Pattern.compile("^\\s*name: \"backend-service-\\d+(-\\d+)?\"$", Pattern.MULTILINE);

    /** What the service remembers of the calls that were made, and the routes that come with every network. */
    private static final Pattern OF_THE_SERVICE = Pattern.compile("\\b(operations/|requests/|routes/default-route-)");

    private static final Pattern ADDRESS = Pattern.compile("\\b\\d{1,3}(\\.\\d{1,3}){3}\\b(?!/)");
    private static final Pattern NUMBER = Pattern.compile("\\d{9,}");
    private static final Pattern VM = Pattern.compile("(my-managed-instance-group)-[a-z0-9]{4}\\b");
    private static final Pattern ZONE = Pattern.compile("us-central1-[a-z]\\b");
    /** What cannot be changed is made anew, under a name that tells what it is like. */
    private static final Pattern SUCCESSOR = Pattern.compile("\\b(my-cert|my-instance-template)-[0-9a-f]{8,}\\b");

    /** What there is now. */
    static Inventory of(World world, String project) {
        Map<String, String> resources = new TreeMap<>();
        for (StateRecord record : world.cloud().compute().records(project)) {
            if (!record.secret() && !OF_THE_SERVICE.matcher(record.key()).find()) {
                add(resources, record.key(), text(record));
            }
        }
        resources.keySet().stream()
                .filter(key -> key.startsWith("global/backendServices/"))
                .toList()
                .forEach(key -> resources.put("iap/" + key, policy(world, project, key)));
        return new Inventory(resources);
    }

    /** How many resources of each name there are differs, or what they are like. */
    private static void add(Map<String, String> resources, String key, String text) {
        String name = named(key);
        for (int number = 1; ; number++) {
            if (resources.putIfAbsent(name + (number == 1 ? "" : " (" + number + ")"), text) == null) {
                return;
            }
        }
    }

    private static String named(String text) {
        String known = VM.matcher(text).replaceAll("$1-vm");
        known = SUCCESSOR.matcher(known).replaceAll("$1");
        return ZONE.matcher(known).replaceAll("zone");
    }

    private static String text(StateRecord record) {
        try {
            Any any = Any.parseFrom(record.value());
            String type = any.getTypeUrl().substring(any.getTypeUrl().lastIndexOf('.') + 1);
            Descriptor descriptor = Compute.getDescriptor().findMessageTypeByName(type);
            String text = TextFormat.printer().printToString(DynamicMessage.parseFrom(descriptor, any.getValue()));
            text = RESTART.matcher(PASSING.matcher(text).replaceAll(""))
                    .replaceAll("")
                    .replaceAll("\n+", "\n");
            return named(
                    NUMBER.matcher(ADDRESS.matcher(text).replaceAll("ADDRESS")).replaceAll("NUMBER"));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(record.toString(), e);
        }
    }

    private static String policy(World world, String project, String key) {
        Policy policy = IdentityAwareProxyAdminServiceGrpc.newBlockingStub(world.channel())
                .getIamPolicy(GetIamPolicyRequest.newBuilder()
                        .setResource("projects/" + project + "/iap_web/compute/services/"
                                + key.substring(key.lastIndexOf('/') + 1))
                        .build());
        return TextFormat.printer().printToString(policy.toBuilder().clearEtag().build());
    }

    /** What is here and not there, the other way round, and what differs; empty if they are the same. */
    String differences(Inventory other) {
        StringBuilder text = new StringBuilder();
        Map<String, String> all = new TreeMap<>(resources);
        all.putAll(other.resources);
        all.keySet().forEach(key -> {
            String here = resources.get(key);
            String there = other.resources.get(key);
            if (here == null || there == null) {
                text.append(here == null ? "missing: " : "too many: ")
                        .append(key)
                        .append('\n');
            } else if (!here.equals(there)) {
                text.append("differs: ").append(key).append('\n').append(lines(here, there));
            }
        });
        return text.toString();
    }

    private static String lines(String here, String there) {
        StringBuilder text = new StringBuilder();
        here.lines()
                .filter(line -> !there.contains(line))
                .forEach(line -> text.append("  + ").append(line).append('\n'));
        there.lines()
                .filter(line -> !here.contains(line))
                .forEach(line -> text.append("  - ").append(line).append('\n'));
        return text.isEmpty() ? "  (the order)\n" : text.toString();
    }
}
