package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.MachineType;
import com.google.protobuf.Message;
import dev.sallyport.local.compute.ProjectResources.Stored;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Machine types: the common ones, the same in every zone. They are made when asked for, for there are many zones. */
final class MachineTypeBehaviour extends Behaviour<MachineType> {
    private static final Pattern CUSTOM = Pattern.compile("([a-z0-9]+-)?custom-\\d+-\\d+(-ext)?");
    private static final Map<String, Size> SIZES = sizes();

    MachineTypeBehaviour() {
        super("machineTypes", MachineType.class);
    }

    private record Size(int cpus, int memoryMb, boolean shared) {}

    /** Whether VMs may be of this type. */
    static boolean exists(String name) {
        return SIZES.containsKey(name) || CUSTOM.matcher(name).matches();
    }

    private static Map<String, Size> sizes() {
        Map<String, Size> sizes = new LinkedHashMap<>();
        sizes.put("e2-micro", new Size(2, 1024, true));
        sizes.put("e2-small", new Size(2, 2048, true));
        sizes.put("e2-medium", new Size(2, 4096, true));
        sizes.put("f1-micro", new Size(1, 614, true));
        sizes.put("g1-small", new Size(1, 1740, true));
        List.of(2, 4, 8, 16, 32).forEach(cpus -> sizes.put("e2-standard-" + cpus, new Size(cpus, cpus * 4096, false)));
        List.of(1, 2, 4, 8, 16, 32, 64, 96)
                .forEach(cpus -> sizes.put("n1-standard-" + cpus, new Size(cpus, cpus * 3840, false)));
        for (String family : List.of("n2", "n2d", "c3", "n4")) {
            List.of(2, 4, 8, 16, 32)
                    .forEach(cpus -> sizes.put(family + "-standard-" + cpus, new Size(cpus, cpus * 4096, false)));
        }
        return sizes;
    }

    @Override
    Map<String, Action<MachineType>> actions() {
        return Map.of(
                "get", new Action.Answer<>(MachineTypeBehaviour::get),
                "list",
                        new Action.Answer<>(
                                (transaction, call) -> ListMethods.list(call, Page.of(inZone(call.link("")), call))),
                "aggregatedList", new Action.Answer<>(MachineTypeBehaviour::aggregated));
    }

    private static Message get(Transaction transaction, Call call) {
        Link link = call.link();
        return Optional.ofNullable(SIZES.get(link.name()))
                .map(size -> describe(link, size))
                .orElseThrow(() -> Refusals.notFound(link));
    }

    private static Message aggregated(Transaction transaction, Call call) {
        Stream<Stored> all = Geography.scopes().stream()
                .filter(scope -> scope.kind() == Scope.Kind.ZONE)
                .flatMap(zone -> inZone(new Link(call.project().id(), zone, "machineTypes", "")));
        return ListMethods.aggregated(call, Page.of(all, call), Geography.scopes());
    }

    private static Stream<Stored> inZone(Link collection) {
        return SIZES.entrySet().stream().map(entry -> {
            Link link = collection.named(entry.getKey());
            return new Stored(link, describe(link, entry.getValue()));
        });
    }

    private static MachineType describe(Link link, Size size) {
        return MachineType.newBuilder()
                .setKind("compute#machineType")
                .setId(300_000L + Math.abs((long) link.name().hashCode() % 100_000))
                .setCreationTimestamp("1969-12-31T16:00:00.000-08:00")
                .setName(link.name())
                .setDescription(size.cpus() + " vCPU, " + size.memoryMb() / 1024.0 + " GB RAM")
                .setGuestCpus(size.cpus())
                .setMemoryMb(size.memoryMb())
                .setImageSpaceGb(0)
                .setIsSharedCpu(size.shared())
                .setMaximumPersistentDisks(size.shared() ? 16 : 128)
                .setMaximumPersistentDisksSizeGb(size.shared() ? 3072 : 263_168)
                .setArchitecture("X86_64")
                .setZone(link.scope().name())
                .setSelfLink(link.url())
                .build();
    }
}
