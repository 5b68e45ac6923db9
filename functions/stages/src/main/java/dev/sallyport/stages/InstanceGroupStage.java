package dev.sallyport.stages;

import com.google.cloud.compute.v1.DistributionPolicy;
import com.google.cloud.compute.v1.DistributionPolicyZoneConfiguration;
import com.google.cloud.compute.v1.InstanceGroup;
import com.google.cloud.compute.v1.InstanceGroupManager;
import com.google.cloud.compute.v1.NamedPort;
import dev.sallyport.blueprint.StageName;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.chain.StageResult;
import dev.sallyport.converge.ComputeResource;
import dev.sallyport.converge.FieldDifference;
import dev.sallyport.converge.Link;
import dev.sallyport.converge.Resource;
import dev.sallyport.plan.Consequence;
import dev.sallyport.request.ProvisionRequest;
import dev.sallyport.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The regional managed instance group, with its zones spelled out, its size and its named port. */
public final class InstanceGroupStage extends CloudStage {
    static final StageName NAME = new StageName("instance-group");

    private static final String MANAGERS = "instanceGroupManagers";
    /** VM names are this much longer than the base name: a hyphen and four characters. */
    private static final int LONGEST_BASE_NAME = 58;

    public InstanceGroupStage() {
        this(ChainRuntime.of(Settings.ofEnvironment()));
    }

    InstanceGroupStage(ChainRuntime runtime) {
        super(NAME, runtime);
    }

    @Override
    StageResult converge(StageWork work) {
        ComputeResource<InstanceGroupManager> manager = manager(work);
        InstanceGroupManager observed = work.converge(manager).of(manager);
        String group = group(work, observed);
        if (observed.hasInstanceGroup()) {
            work.converge(namedPort(work, Link.name(group)));
        }
        ManagedInstances vms = ManagedInstances.of(work, manager.name());
        work.converge(unaddressed(work, vms, vms.awaitStable()));
        return StageResult.of(Map.of("group", group, "manager", manager.link()));
    }

    @Override
    List<Consequence> consequences(StageWork work, Changes changes) {
        List<Consequence> consequences = new ArrayList<>();
        ProvisionRequest.InstanceGroup wanted = work.request().instanceGroup();
        changes.made(MANAGERS)
                .forEach(name -> consequences.add(new Consequence(
                        Consequence.Kind.FIRST,
                        wanted.size() + " VMs start in " + String.join(", ", wanted.zones()) + ".")));
        changes.changed(MANAGERS, "instanceTemplate")
                .flatMap(template -> work.find(
                        work.collections().instanceGroupManagers(work.request().region()), wanted.name()))
                .map(manager -> Rolling.of(manager).consequence("are replaced"))
                .ifPresent(consequences::add);
        changes.changed(MANAGERS, "targetSize").map(InstanceGroupStage::resize).ifPresent(consequences::add);
        if (!changes.changed("instances").isEmpty()) {
            consequences.add(
                    new Consequence(
                            Consequence.Kind.NETWORK,
                            "VMs lose the external addresses that somebody has given them, and what they have open through those."));
        }
        changes.gone(MANAGERS)
                .forEach(name -> consequences.add(
                        new Consequence(Consequence.Kind.CAPACITY, "The VMs of " + name + " and their disks go.")));
        return consequences;
    }

    private static Consequence resize(FieldDifference size) {
        return new Consequence(
                Consequence.Kind.CAPACITY, "The group has " + size.to() + " VMs instead of " + size.from() + ".");
    }

    /** Of VMs that a template to come replaces anyway nothing is taken. */
    private static Resource<?>[] unaddressed(StageWork work, ManagedInstances vms, ManagedInstances.Look stable) {
        boolean isOfTheTemplate = work.collections()
                .instanceGroupManagers(work.request().region())
                .find(work.request().instanceGroup().name())
                .filter(there -> Link.name(there.getInstanceTemplate())
                        .equals(Link.name(work.output(InstanceTemplateStage.NAME, "template"))))
                .isPresent();
        if (work.request().instanceTemplate().externalAddress() || !isOfTheTemplate) {
            return new Resource<?>[0];
        }
        return vms.instances(stable).stream()
                .filter(UnaddressedVm::isAddressed)
                .map(vm -> new UnaddressedVm(work, vm))
                .toArray(Resource<?>[]::new);
    }

    /** A group comes with its manager, and has its name. */
    private static String group(StageWork work, InstanceGroupManager manager) {
        return manager.hasInstanceGroup()
                ? Link.partial(manager.getInstanceGroup())
                : work.collections().instanceGroups(work.request().region()).link(manager.getName());
    }

    /** The VMs and their disks go with the groups. */
    @Override
    void tearDown(StageWork work) {
        // One region after the other: groups of one name in two of them would be one to the log of operations.
        Set<String> others = regions(work);
        others.remove(work.request().region());
        work.takeDown(work.collections().instanceGroupManagers(work.request().region()));
        // What is adopted is in the request's region.
        others.forEach(region -> work.takeDownMade(work.collections().instanceGroupManagers(region)));
        work.takeDown(work.collections().healthChecks());
    }

    /** Where there are groups of the deployment: earlier requests may have named other regions. */
    static Set<String> regions(StageWork work) {
        return work.inventory().instanceGroupManagers().stream()
                .filter(manager -> !manager.getRegion().isEmpty())
                .filter(manager -> work.mark().isOn(manager.getDescription()))
                .map(manager -> Link.name(manager.getRegion()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static ComputeResource<InstanceGroupManager> manager(StageWork work) {
        ProvisionRequest.InstanceGroup wanted = work.request().instanceGroup();
        String baseName = wanted.name().substring(0, Math.min(wanted.name().length(), LONGEST_BASE_NAME));
        InstanceGroupManager desired = InstanceGroupManager.newBuilder()
                .setInstanceTemplate(work.output(InstanceTemplateStage.NAME, "template"))
                .setTargetSize(wanted.size())
                .setUpdatePolicy(RolloutPolicy.of(work.request()))
                .setDistributionPolicy(DistributionPolicy.newBuilder().addAllZones(zones(work.request())))
                .build();
        return work.owned(
                        work.collections().instanceGroupManagers(work.request().region()), wanted.name(), desired)
                // A name for VMs to come can't be changed, and a group that is adopted may have any.
                .creatingWith(fresh -> fresh.toBuilder()
                        .setBaseInstanceName(baseName)
                        .addNamedPorts(port(wanted))
                        .build());
    }

    private static List<DistributionPolicyZoneConfiguration> zones(ProvisionRequest request) {
        return request.instanceGroup().zones().stream()
                .map(zone -> DistributionPolicyZoneConfiguration.newBuilder()
                        .setZone("projects/" + request.project() + "/zones/" + zone)
                        .build())
                .toList();
    }

    /** The named port belongs to the group, not to its manager, and is changed there. */
    private static ComputeResource<InstanceGroup> namedPort(StageWork work, String group) {
        InstanceGroup desired = InstanceGroup.newBuilder()
                .addNamedPorts(port(work.request().instanceGroup()))
                .build();
        return ComputeResource.unmarkedPart(
                work.collections().instanceGroups(work.request().region()), group, desired, work.comparison());
    }

    private static NamedPort port(ProvisionRequest.InstanceGroup wanted) {
        return NamedPort.newBuilder()
                .setName(wanted.portName())
                .setPort(wanted.port())
                .build();
    }
}
