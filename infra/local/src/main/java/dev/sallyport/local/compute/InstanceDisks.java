package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.AttachedDisk;
import com.google.cloud.compute.v1.AttachedDiskInitializeParams;
import com.google.cloud.compute.v1.Disk;
import com.google.cloud.compute.v1.Instance;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The disks of an instance: made with it where it says so, marked when attached and detached, deleted with it. */
final class InstanceDisks {
    private InstanceDisks() {}

    static void complete(Transaction transaction, Link link, Instance.Builder instance) {
        if (instance.getDisksCount() == 0) {
            throw Refusals.invalidValue("resource.disks", "", "Boot disk must be specified.");
        }
        for (int i = 0; i < instance.getDisksCount(); i++) {
            instance.setDisks(i, complete(transaction, link, instance.getDisks(i), i));
        }
    }

    private static AttachedDisk complete(Transaction transaction, Link link, AttachedDisk sent, int index) {
        AttachedDisk.Builder disk = sent.toBuilder();
        if (disk.hasInitializeParams()) {
            disk.setSource(make(transaction, link, disk, index)).clearInitializeParams();
        }
        if (disk.getSource().isEmpty()) {
            throw Refusals.requiredField("resource.disks[" + index + "].source");
        }
        Fields.setDefault(disk, "auto_delete", false);
        Fields.setDefault(disk, "boot", false);
        Fields.setDefault(disk, "device_name", "persistent-disk-" + index);
        Fields.setDefault(disk, "interface", "SCSI");
        Fields.setDefault(disk, "mode", "READ_WRITE");
        Fields.setDefault(disk, "type", "PERSISTENT");
        transaction.get(Disk.class, disk.getSource()).ifPresent(source -> copy(source, disk));
        return disk.setIndex(index).setKind("compute#attachedDisk").build();
    }

    private static String make(Transaction transaction, Link link, AttachedDisk.Builder attached, int index) {
        AttachedDiskInitializeParams params = attached.getInitializeParams();
        String fallback = index == 0 ? link.name() : link.name() + "-" + index;
        String name = params.getDiskName().isEmpty() ? fallback : params.getDiskName();
        Disk.Builder disk = Disk.newBuilder().putAllLabels(params.getLabelsMap());
        if (!params.getSourceImage().isEmpty()) {
            disk.setSourceImage(params.getSourceImage());
        }
        if (!params.getDiskType().isEmpty()) {
            disk.setType(params.getDiskType());
        }
        if (params.hasDiskSizeGb() && params.getDiskSizeGb() > 0) {
            disk.setSizeGb(params.getDiskSizeGb());
        }
        return transaction.create(link.in("disks", name), disk.build()).getSelfLink();
    }

    private static void copy(Disk source, AttachedDisk.Builder disk) {
        disk.setDiskSizeGb(source.getSizeGb())
                .clearGuestOsFeatures()
                .addAllGuestOsFeatures(source.getGuestOsFeaturesList())
                .clearLicenses()
                .addAllLicenses(source.getLicensesList());
        if (source.hasArchitecture()) {
            disk.setArchitecture(source.getArchitecture());
        }
    }

    /** Marks the disks that an instance has now and had not before, and the other way round. */
    static void attached(Transaction transaction, Optional<Instance> before, Instance after) {
        List<String> had = before.map(InstanceDisks::sources).orElse(List.of());
        List<String> has = sources(after);
        String now = Timestamps.of(transaction.now());
        has.stream()
                .filter(source -> !had.contains(source))
                .forEach(source -> mark(transaction, source, disk -> disk.setLastAttachTimestamp(now)));
        had.stream()
                .filter(source -> !has.contains(source))
                .forEach(source -> mark(transaction, source, disk -> disk.setLastDetachTimestamp(now)));
    }

    /** The instance is gone: disks that go with it go, the others are free. */
    static void detached(Transaction transaction, Instance last) {
        String now = Timestamps.of(transaction.now());
        for (AttachedDisk disk : last.getDisksList()) {
            if (disk.getAutoDelete()) {
                Link.parse(disk.getSource()).filter(transaction::exists).ifPresent(transaction::remove);
            } else {
                mark(transaction, disk.getSource(), detached -> detached.setLastDetachTimestamp(now));
            }
        }
    }

    private static List<String> sources(Instance instance) {
        return instance.getDisksList().stream().map(AttachedDisk::getSource).toList();
    }

    private static void mark(Transaction transaction, String source, UnaryOperator<Disk.Builder> change) {
        Link.parse(source)
                .ifPresent(link -> transaction
                        .get(Disk.class, link)
                        .ifPresent(disk -> transaction.put(
                                link, change.apply(disk.toBuilder()).build())));
    }
}
