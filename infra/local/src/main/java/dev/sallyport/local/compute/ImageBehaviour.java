package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Disk;
import com.google.cloud.compute.v1.Image;
import com.google.protobuf.Message;
import dev.sallyport.local.compute.ProjectResources.Stored;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Images, made of a disk or another image. */
final class ImageBehaviour extends Behaviour<Image> {
    private static final String FAMILY = "family/";

    /** Families as zones see them; gcloud names images so, in the zone "-". */
    private static final String FAMILY_VIEWS = "imageFamilyViews";

    ImageBehaviour() {
        super("images", Image.class);
    }

    /**
     * The image that a link names: itself, or the newest of a family.
     *
     * @throws dev.sallyport.local.api.ApiException 404 if there is none
     */
    static Image find(Transaction transaction, String link) {
        Link parsed = Link.parse(link, transaction.project().id())
                .map(ImageBehaviour::family)
                .filter(named -> named.collection().equals("images"))
                .orElseThrow(() -> Refusals.invalidValue("resource.sourceImage", link, "The URL is malformed."));
        return (parsed.name().startsWith(FAMILY) ? newest(transaction, parsed) : transaction.get(Image.class, parsed))
                .orElseThrow(() -> Refusals.notFound(parsed));
    }

    private static Link family(Link named) {
        return named.collection().equals(FAMILY_VIEWS)
                ? named.inScope(Scope.GLOBAL, "images", FAMILY + named.name())
                : named;
    }

    private static Optional<Image> newest(Transaction transaction, Link family) {
        String name = family.name().substring(FAMILY.length());
        return transaction
                .allOf(family.project(), "images")
                .map(Stored::message)
                .map(Image.class::cast)
                .filter(image -> image.getFamily().equals(name) && !image.hasDeprecated())
                .max(Comparator.comparing(Image::getId, Long::compareUnsigned));
    }

    @Override
    List<Reference> references() {
        return List.of(Reference.to("source_disk", "disks"));
    }

    /** An image does not keep the disk it was made of from being deleted. */
    @Override
    boolean holds(Reference reference) {
        return false;
    }

    @Override
    boolean doneAtOnce(String method) {
        return method.equals("setLabels");
    }

    @Override
    Image complete(Transaction transaction, Link link, Image wanted, Optional<Image> before) {
        Image.Builder image = wanted.toBuilder();
        if (before.isEmpty()) {
            copySource(transaction, image);
        }
        Fields.setDefault(image, "source_type", "RAW");
        Fields.setDefault(image, "enable_confidential_compute", false);
        if (image.getStorageLocationsCount() == 0) {
            image.addStorageLocations("us");
        }
        return image.setStatus("READY").build();
    }

    private static void copySource(Transaction transaction, Image.Builder image) {
        if (image.hasSourceImage()) {
            Image source = find(transaction, image.getSourceImage());
            image.setSourceImage(source.getSelfLink())
                    .setSourceImageId(Long.toUnsignedString(source.getId()))
                    .setArchitecture(source.getArchitecture())
                    .setArchiveSizeBytes(source.getArchiveSizeBytes())
                    .addAllGuestOsFeatures(source.getGuestOsFeaturesList())
                    .addAllLicenses(source.getLicensesList())
                    .addAllLicenseCodes(source.getLicenseCodesList());
            Fields.setDefault(image, "disk_size_gb", source.getDiskSizeGb());
        } else if (image.hasSourceDisk()) {
            transaction.get(Disk.class, image.getSourceDisk()).ifPresent(disk -> copy(disk, image));
        } else if (!image.hasRawDisk() && !image.hasSourceSnapshot()) {
            throw Refusals.invalidValue(
                    "resource", "", "One of sourceDisk, sourceImage, sourceSnapshot and rawDisk must be specified.");
        }
    }

    private static void copy(Disk disk, Image.Builder image) {
        image.setSourceDiskId(Long.toUnsignedString(disk.getId()))
                .setDiskSizeGb(disk.getSizeGb())
                .addAllGuestOsFeatures(disk.getGuestOsFeaturesList())
                .addAllLicenses(disk.getLicensesList())
                .addAllLicenseCodes(disk.getLicenseCodesList());
        if (disk.hasArchitecture()) {
            image.setArchitecture(disk.getArchitecture());
        }
    }

    @Override
    Map<String, Action<Image>> actions() {
        return Map.of("getFromFamily", new Action.Answer<>(ImageBehaviour::fromFamily));
    }

    private static Message fromFamily(Transaction transaction, Call call) {
        Link family = call.link(FAMILY + call.parameter("family"));
        return newest(transaction, family).orElseThrow(() -> Refusals.notFound(family));
    }
}
