package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Disk;
import com.google.cloud.compute.v1.DisksResizeRequest;
import com.google.cloud.compute.v1.Image;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Persistent disks, zonal and regional. */
final class DiskBehaviour extends Behaviour<Disk> {
    private static final long DEFAULT_SIZE_GB = 500;

    DiskBehaviour() {
        super("disks", Disk.class);
    }

    @Override
    List<Reference> references() {
        return List.of(
                Reference.loose("type", "diskTypes"),
                Reference.loose("replica_zones", "zones"),
                Reference.loose("licenses", "licenses"));
    }

    @Override
    Set<String> outputOnly() {
        return Set.of("users", "status", "last_attach_timestamp", "last_detach_timestamp", "source_image_id");
    }

    @Override
    Disk complete(Transaction transaction, Link link, Disk wanted, Optional<Disk> before) {
        Disk.Builder disk = wanted.toBuilder();
        if (before.isEmpty() && disk.hasSourceImage() && !disk.getSourceImage().isEmpty()) {
            copyImage(transaction, disk);
        }
        Fields.setDefault(disk, "type", link.in("diskTypes", "pd-standard").url());
        Fields.setDefault(disk, "size_gb", DEFAULT_SIZE_GB);
        Fields.setDefault(disk, "physical_block_size_bytes", 4096L);
        Fields.setDefault(disk, "enable_confidential_compute", false);
        Fields.setDefault(disk, "satisfies_pzi", true);
        return disk.setStatus("READY").build();
    }

    private static void copyImage(Transaction transaction, Disk.Builder disk) {
        Image image = ImageBehaviour.find(transaction, disk.getSourceImage());
        disk.setSourceImage(image.getSelfLink())
                .setSourceImageId(Long.toUnsignedString(image.getId()))
                .addAllGuestOsFeatures(image.getGuestOsFeaturesList())
                .addAllLicenses(image.getLicensesList())
                .addAllLicenseCodes(image.getLicenseCodesList());
        if (image.hasArchitecture()) {
            disk.setArchitecture(image.getArchitecture());
        }
        Fields.setDefault(disk, "size_gb", image.getDiskSizeGb());
        if (disk.getSizeGb() < image.getDiskSizeGb()) {
            throw Refusals.invalidValue(
                    "resource.sizeGb",
                    Long.toString(disk.getSizeGb()),
                    "Requested disk size cannot be smaller than the image size (" + image.getDiskSizeGb() + " GB)");
        }
    }

    @Override
    Disk shown(Transaction transaction, Link link, Disk stored) {
        return stored.toBuilder()
                .addAllUsers(transaction
                        .all("instances")
                        .filter(instance -> References.values(instance.message(), "disks.source").stream()
                                .anyMatch(link::isNamedBy))
                        .map(instance -> instance.link().url())
                        .toList())
                .build();
    }

    @Override
    Map<String, Action<Disk>> actions() {
        return Map.of("resize", new Action.Change<>("resizeDisk", DiskBehaviour::resize));
    }

    private static Disk resize(Transaction transaction, Link link, Disk current, Call call) {
        long size =
                Fields.as(DisksResizeRequest.getDefaultInstance(), call.body()).getSizeGb();
        if (size <= current.getSizeGb()) {
            throw Refusals.invalidValue(
                    "sizeGb",
                    Long.toString(size),
                    "New disk size '" + size + "' GiB must be larger than existing size '" + current.getSizeGb()
                            + "' GiB.");
        }
        return current.toBuilder().setSizeGb(size).build();
    }
}
