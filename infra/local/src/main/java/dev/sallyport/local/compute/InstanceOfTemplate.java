package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.AttachedDisk;
import com.google.cloud.compute.v1.AttachedDiskInitializeParams;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.InstanceTemplate;

/** Makes an instance of a template: what the template leaves to the zone is filled in. */
final class InstanceOfTemplate {
    private InstanceOfTemplate() {}

    /**
     * @param overrides what the request says itself goes before the template
     * @param zone name of the zone the instance will be in
     */
    static Instance of(InstanceTemplate template, Instance overrides, String zone) {
        Instance fromTemplate = Fields.as(Instance.getDefaultInstance(), template.getProperties());
        Instance.Builder instance = fromTemplate.toBuilder();
        overrides.getAllFields().keySet().stream()
                .filter(field -> field.isRepeated() && !field.isMapField())
                .forEach(instance::clearField);
        instance.mergeFrom(overrides);
        if (!instance.getMachineType().contains("/")) {
            instance.setMachineType("zones/" + zone + "/machineTypes/" + instance.getMachineType());
        }
        for (int i = 0; i < instance.getDisksCount(); i++) {
            instance.setDisks(i, inZone(instance.getDisks(i), zone));
        }
        return instance.clearTags()
                .setTags(fromTemplate.getTags().toBuilder().mergeFrom(overrides.getTags()))
                .build();
    }

    private static AttachedDisk inZone(AttachedDisk disk, String zone) {
        AttachedDiskInitializeParams params = disk.getInitializeParams();
        if (params.getDiskType().isEmpty() || params.getDiskType().contains("/")) {
            return disk;
        }
        return disk.toBuilder()
                .setInitializeParams(
                        params.toBuilder().setDiskType("zones/" + zone + "/diskTypes/" + params.getDiskType()))
                .build();
    }
}
