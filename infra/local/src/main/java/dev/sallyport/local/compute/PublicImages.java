package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.GuestOsFeature;
import com.google.cloud.compute.v1.Image;
import com.google.cloud.compute.v1.RawDisk;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The public images of the local cloud: one of each family that it knows. */
final class PublicImages {
    private static final Map<String, List<Family>> BY_PROJECT = Map.of(
            "debian-cloud",
            List.of(
                    new Family("debian-11", "bullseye", "3853522013536123851", "20260609"),
                    new Family("debian-12", "bookworm", "2147286739765738111", "20260609"),
                    new Family("debian-13", "trixie", "6522437485436347182", "20260609")));

    private PublicImages() {}

    private record Family(String name, String codename, String licenseCode, String date) {
        String version() {
            return name.substring(name.lastIndexOf('-') + 1);
        }
    }

    static boolean inProject(String project) {
        return BY_PROJECT.containsKey(project);
    }

    /** Puts a project's images into it. */
    static void add(Transaction transaction) {
        BY_PROJECT.get(transaction.project().id()).forEach(family -> add(transaction, family));
    }

    private static void add(Transaction transaction, Family family) {
        String name = family.name() + "-" + family.codename() + "-v" + family.date();
        Link link = new Link(transaction.project().id(), Scope.GLOBAL, "images", name);
        transaction.create(
                link,
                Image.newBuilder()
                        .setDescription("Debian, Debian GNU/Linux, " + family.version() + " (" + family.codename()
                                + "), amd64 built on " + family.date())
                        .setFamily(family.name())
                        .setArchitecture("X86_64")
                        .setArchiveSizeBytes(2_056_498_176L)
                        .setDiskSizeGb(10)
                        .addAllGuestOsFeatures(features(family))
                        .putLabels("public-image", "true")
                        .addLicenseCodes(Long.parseLong(family.licenseCode()))
                        .addLicenses(link.in("licenses", family.name() + "-" + family.codename())
                                .url())
                        .setRawDisk(RawDisk.newBuilder().setContainerType("TAR").setSource(""))
                        .addAllStorageLocations(List.of("asia", "us", "eu"))
                        .build());
    }

    private static List<GuestOsFeature> features(Family family) {
        Stream<String> common = Stream.of("UEFI_COMPATIBLE", "VIRTIO_SCSI_MULTIQUEUE", "GVNIC");
        Stream<String> newer =
                family.name().equals("debian-11") ? Stream.of() : Stream.of("SEV_CAPABLE", "SEV_LIVE_MIGRATABLE_V2");
        return Stream.concat(common, newer)
                .map(type -> GuestOsFeature.newBuilder().setType(type).build())
                .toList();
    }
}
