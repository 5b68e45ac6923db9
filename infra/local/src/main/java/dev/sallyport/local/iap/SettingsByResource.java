package dev.sallyport.local.iap;

import com.google.cloud.iap.v1.IapSettings;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.util.FieldMaskUtil;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.state.Form;
import dev.sallyport.local.state.Keeper;
import dev.sallyport.local.state.KeptMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The IAP settings that were set, and how they add up. */
final class SettingsByResource {
    private static final FieldMaskUtil.MergeOptions WHOLE_FIELDS = new FieldMaskUtil.MergeOptions()
            .setReplaceMessageFields(true)
            .setReplaceRepeatedFields(true)
            .setReplacePrimitiveFields(true);

    private final KeptMap<IapSettings> stored;

    SettingsByResource(UnaryOperator<String> projectOf) {
        stored = KeptMap.of("iap-settings", Form.of(IapSettings.parser()), projectOf);
    }

    Keeper keeper() {
        return stored;
    }

    /** What was set at this level; the name alone if nothing was. */
    IapSettings get(IapResource resource) {
        return set(resource).toBuilder().setName(resource.name()).build();
    }

    /**
     * Sets what the mask names, everything if there is none.
     *
     * @throws ApiException INVALID_ARGUMENT for a mask or settings that IAP does not take
     */
    synchronized IapSettings update(IapResource resource, IapSettings wanted, FieldMask mask) {
        FieldMask paths = SettingsMask.of(mask);
        IapSettings complete = SettingsRules.checked(wanted);
        IapSettings next = paths.getPathsCount() == 0 ? complete : merged(get(resource), complete, paths);
        stored.put(resource.name(), next.toBuilder().clearName().build());
        return get(resource);
    }

    /**
     * What holds at the first of these levels: each block of settings as the nearest level that has it says.
     *
     * @param lineage nearest first
     */
    IapSettings inForce(List<IapResource> lineage) {
        IapSettings.Builder settings = IapSettings.newBuilder();
        for (int i = lineage.size() - 1; i >= 0; i--) {
            overlay(set(lineage.get(i)), settings);
        }
        return settings.setName(lineage.get(0).name()).build();
    }

    private IapSettings set(IapResource resource) {
        return stored.get(resource.name()).orElse(IapSettings.getDefaultInstance());
    }

    private static IapSettings merged(IapSettings now, IapSettings wanted, FieldMask mask) {
        IapSettings.Builder next = now.toBuilder();
        FieldMaskUtil.merge(mask, wanted, next, WHOLE_FIELDS);
        return next.build();
    }

    private static void overlay(IapSettings nearer, IapSettings.Builder settings) {
        for (Map.Entry<FieldDescriptor, Object> group : nearer.getAllFields().entrySet()) {
            if (group.getValue() instanceof Message blocks) {
                Message.Builder target = settings.getFieldBuilder(group.getKey());
                blocks.getAllFields().forEach(target::setField);
            }
        }
    }
}
