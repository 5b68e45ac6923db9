package dev.sallyport.stages;

import com.google.cloud.compute.v1.AccessConfig;
import com.google.cloud.compute.v1.AttachedDisk;
import com.google.cloud.compute.v1.AttachedDiskInitializeParams;
import com.google.cloud.compute.v1.InstanceProperties;
import com.google.cloud.compute.v1.InstanceTemplate;
import com.google.cloud.compute.v1.Items;
import com.google.cloud.compute.v1.Metadata;
import com.google.cloud.compute.v1.NetworkInterface;
import com.google.cloud.compute.v1.ServiceAccount;
import com.google.cloud.compute.v1.Tags;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.chain.StageResult;
import dev.sallyport.converge.Change;
import dev.sallyport.converge.ComputeResource;
import dev.sallyport.converge.Digest;
import dev.sallyport.converge.FieldDifference;
import dev.sallyport.converge.Link;
import dev.sallyport.converge.Mark;
import dev.sallyport.converge.ResourceCollection;
import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The instance template: how each VM of the group is made. */
public final class InstanceTemplateStage extends CloudStage {
    static final StageName NAME = new StageName("instance-template");
    private static final String CONTENTS_LABEL = "sallyport-contents";

    public InstanceTemplateStage() {
        this(ChainRuntime.of(Settings.ofEnvironment()));
    }

    InstanceTemplateStage(ChainRuntime runtime) {
        super(NAME, runtime);
    }

    @Override
    StageResult converge(StageWork work) {
        ComputeResource<InstanceTemplate> template = template(work);
        work.converge(template);
        Map<String, String> outputs = new HashMap<>(Map.of("template", template.link()));
        CloudNat.missing(work).ifPresent(note -> outputs.put("note", note));
        return StageResult.of(outputs);
    }

    @Override
    void tearDown(StageWork work) {
        work.takeDown(work.collections().instanceTemplates());
    }

    /** Under the name asked for, or, where a template of ours has other contents, under one that tells the contents. */
    private static ComputeResource<InstanceTemplate> template(StageWork work) {
        InstanceTemplate desired = InstanceTemplate.newBuilder()
                .setProperties(labelled(properties(work), work.request().deployment()))
                .build();
        String name = work.request().instanceTemplate().name();
        ComputeResource<InstanceTemplate> first = named(work, name, desired);
        return SuccessorName.settle(
                first,
                named(work, SuccessorName.of(name, Digest.of(desired)), desired),
                replaced -> inUse(work, first)
                        .or(() -> replaced.map(other -> new Change.Succeed(first.id(), telling(other)))));
    }

    /** What the template of the group's VMs has, and the one that takes its place has not. */
    private static Optional<Change.Succeed> inUse(StageWork work, ComputeResource<InstanceTemplate> wanted) {
        ResourceCollection<InstanceTemplate> templates = work.collections().instanceTemplates();
        return work.find(
                        work.collections().instanceGroupManagers(work.request().region()),
                        work.request().instanceGroup().name())
                .map(group -> Link.name(group.getInstanceTemplate()))
                .flatMap(templates::find)
                .flatMap(there -> wanted.change(Optional.of(there)) instanceof Change.Replace other
                        ? Optional.of(new Change.Succeed(templates.name() + "/" + there.getName(), telling(other)))
                        : Optional.empty());
    }

    /** The name follows from the contents, as does their digest, which only tells where nothing else does. */
    private static List<FieldDifference> telling(Change.Replace other) {
        List<FieldDifference> contents = other.differences().stream()
                .filter(difference -> !difference.path().equals("name"))
                .toList();
        List<FieldDifference> fields = contents.stream()
                .filter(difference -> !difference.path().contains(CONTENTS_LABEL))
                .toList();
        return fields.isEmpty() ? contents : fields;
    }

    private static ComputeResource<InstanceTemplate> named(StageWork work, String name, InstanceTemplate desired) {
        return work.owned(work.collections().instanceTemplates(), name, desired);
    }

    private static InstanceProperties properties(StageWork work) {
        ProvisionRequest.InstanceTemplate wanted = work.request().instanceTemplate();
        InstanceProperties.Builder properties = InstanceProperties.newBuilder()
                .setMachineType(wanted.machineType())
                .addDisks(bootDisk(wanted))
                .addNetworkInterfaces(networkInterface(work, wanted.externalAddress()))
                .addServiceAccounts(ServiceAccount.newBuilder()
                        .setEmail(wanted.serviceAccount().orElse("default"))
                        .addAllScopes(wanted.scopes()));
        if (!wanted.tags().isEmpty()) {
            properties.setTags(Tags.newBuilder().addAllItems(wanted.tags()));
        }
        if (!wanted.startupScript().isEmpty()) {
            properties.setMetadata(Metadata.newBuilder()
                    .addItems(Items.newBuilder().setKey("startup-script").setValue(wanted.startupScript())));
        }
        return properties.build();
    }

    private static AttachedDisk bootDisk(ProvisionRequest.InstanceTemplate wanted) {
        return AttachedDisk.newBuilder()
                .setBoot(true)
                .setAutoDelete(true)
                .setInitializeParams(AttachedDiskInitializeParams.newBuilder()
                        .setSourceImage(wanted.image())
                        .setDiskSizeGb(wanted.diskSizeGb()))
                .build();
    }

    private static NetworkInterface networkInterface(StageWork work, boolean externalAddress) {
        NetworkInterface.Builder nic = NetworkInterface.newBuilder()
                .setNetwork(work.globalLink("networks", work.request().network()));
        if (externalAddress) {
            nic.addAccessConfigs(
                    AccessConfig.newBuilder().setName("External NAT").setType("ONE_TO_ONE_NAT"));
        }
        return nic.build();
    }

    /** With the digest of all of it, so that a member that is no longer wanted shows as a difference, too. */
    private static InstanceProperties labelled(InstanceProperties properties, String deployment) {
        return properties.toBuilder()
                .putLabels(Mark.LABEL, deployment)
                .putLabels(CONTENTS_LABEL, Digest.of(properties).substring(0, 16))
                .build();
    }
}
