package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Allowed;
import com.google.cloud.compute.v1.Firewall;
import com.google.cloud.compute.v1.Metadata;
import com.google.cloud.compute.v1.Network;
import com.google.cloud.compute.v1.Project;
import com.google.cloud.compute.v1.Region;
import com.google.cloud.compute.v1.Zone;
import java.util.List;

/**
 * What a project has from the first moment on: itself, the regions and zones, the default network with its four rules
 * (VPC firewall rules, "Pre-populated rules in the default network"), and public images in the projects that give
 * them out.
 */
final class NewProject {
    private static final String PACIFIC_EPOCH = "1969-12-31T16:00:00.000-08:00";

    private NewProject() {}

    static void fill(Transaction transaction) {
        if (transaction.project().equals(OrganizationPolicies.PLACE)) {
            return;
        }
        addProject(transaction);
        Geography.regions().forEach(region -> addRegion(transaction, region));
        if (PublicImages.inProject(transaction.project().id())) {
            PublicImages.add(transaction);
            return;
        }
        addDefaultNetwork(transaction);
    }

    private static void addProject(Transaction transaction) {
        String id = transaction.project().id();
        String number = transaction.project().number();
        Link link = Link.ofProject(id);
        Metadata metadata = Metadata.newBuilder().setKind("compute#metadata").build();
        transaction.put(
                link,
                Project.newBuilder()
                        .setKind("compute#project")
                        .setId(Long.parseUnsignedLong(number))
                        .setName(id)
                        .setCreationTimestamp(Timestamps.of(transaction.now()))
                        .setCommonInstanceMetadata(metadata.toBuilder().setFingerprint(Fingerprint.of(metadata)))
                        .setDefaultServiceAccount(number + "-compute@developer.gserviceaccount.com")
                        .setDefaultNetworkTier("PREMIUM")
                        .setXpnProjectStatus("UNSPECIFIED_XPN_PROJECT_STATUS")
                        .setVmDnsSetting("ZONAL_ONLY")
                        .setSelfLink(link.url())
                        .build());
    }

    private static void addRegion(Transaction transaction, Geography.Region region) {
        Link link = new Link(transaction.project().id(), Scope.PROJECT, "regions", region.name());
        Region.Builder resource = Region.newBuilder()
                .setKind("compute#region")
                .setId(stableId(region.name()))
                .setCreationTimestamp(PACIFIC_EPOCH)
                .setName(region.name())
                .setDescription(region.name())
                .setStatus("UP")
                .setSupportsPzs(region.separatesZones())
                .setSelfLink(link.url());
        for (String zone : region.zones()) {
            Link zoneLink = link.in("zones", zone);
            resource.addZones(zoneLink.url());
            transaction.put(zoneLink, zone(zoneLink, link, region.separatesZones()));
        }
        transaction.put(link, resource.build());
    }

    private static Zone zone(Link link, Link region, boolean separated) {
        return Zone.newBuilder()
                .setKind("compute#zone")
                .setId(stableId(link.name()))
                .setCreationTimestamp(PACIFIC_EPOCH)
                .setName(link.name())
                .setDescription(link.name())
                .setStatus("UP")
                .setRegion(region.url())
                .addAllAvailableCpuPlatforms(List.of("Intel Broadwell", "Intel Skylake", "AMD Rome"))
                .setSupportsPzs(separated)
                .setSelfLink(link.url())
                .build();
    }

    private static long stableId(String name) {
        return 1000 + Math.abs((long) name.hashCode());
    }

    private static void addDefaultNetwork(Transaction transaction) {
        String project = transaction.project().id();
        Network network = transaction.create(
                new Link(project, Scope.GLOBAL, "networks", "default"),
                Network.newBuilder()
                        .setAutoCreateSubnetworks(true)
                        .setDescription("Default network for the project")
                        .build());
        addRule(transaction, network, "default-allow-icmp", "Allow ICMP from anywhere", "0.0.0.0/0", allowed("icmp"));
        addRule(
                transaction,
                network,
                "default-allow-internal",
                "Allow internal traffic on the default network",
                "10.128.0.0/9",
                allowed("tcp", "0-65535"),
                allowed("udp", "0-65535"),
                allowed("icmp"));
        addRule(
                transaction,
                network,
                "default-allow-rdp",
                "Allow RDP from anywhere",
                "0.0.0.0/0",
                allowed("tcp", "3389"));
        addRule(
                transaction,
                network,
                "default-allow-ssh",
                "Allow SSH from anywhere",
                "0.0.0.0/0",
                allowed("tcp", "22"));
    }

    private static void addRule(
            Transaction transaction,
            Network network,
            String name,
            String description,
            String from,
            Allowed... allowed) {
        transaction.create(
                new Link(transaction.project().id(), Scope.GLOBAL, "firewalls", name),
                Firewall.newBuilder()
                        .setNetwork(network.getSelfLink())
                        .setDescription(description)
                        .setPriority(65534)
                        .addSourceRanges(from)
                        .addAllAllowed(List.of(allowed))
                        .build());
    }

    private static Allowed allowed(String protocol, String... ports) {
        return Allowed.newBuilder()
                .setIPProtocol(protocol)
                .addAllPorts(List.of(ports))
                .build();
    }
}
