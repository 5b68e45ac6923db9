package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Address;
import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.Instance;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Static addresses, external and internal. Whether one is in use depends on who has it. */
final class AddressBehaviour extends Behaviour<Address> {
    AddressBehaviour() {
        super("addresses", Address.class);
    }

    @Override
    List<Reference> references() {
        return List.of(Reference.valid("network", "networks"), Reference.valid("subnetwork", "subnetworks"));
    }

    @Override
    Set<String> outputOnly() {
        return Set.of("status", "users");
    }

    @Override
    boolean takesLabelsOnInsert() {
        return false;
    }

    @Override
    String defaultDescription() {
        return "";
    }

    @Override
    boolean doneAtOnce(String method) {
        return method.equals("setLabels");
    }

    @Override
    Address complete(Transaction transaction, Link link, Address wanted, Optional<Address> before) {
        Address.Builder address = wanted.toBuilder();
        Fields.setDefault(address, "address_type", "EXTERNAL");
        boolean global = link.scope().kind() == Scope.Kind.GLOBAL;
        if (address.getAddressType().equals("INTERNAL") && !global) {
            completeInternal(transaction, link, address);
        } else if (!address.hasAddress() || address.getAddress().isEmpty()) {
            address.setAddress(transaction.externalAddress(global));
        }
        Fields.setDefault(address, "network_tier", "PREMIUM");
        checkFree(transaction, link, address);
        return address.setStatus("RESERVED").build();
    }

    private static void completeInternal(Transaction transaction, Link link, Address.Builder address) {
        Fields.setDefault(address, "purpose", "GCE_ENDPOINT");
        if (!address.getPurpose().equals("GCE_ENDPOINT")) {
            return;
        }
        Fields.setDefault(
                address, "subnetwork", link.in("subnetworks", "default").url());
        address.clearNetwork();
        if (!address.hasAddress() || address.getAddress().isEmpty()) {
            address.setAddress(InternalAddresses.next(transaction, address.getSubnetwork()));
        }
    }

    private static void checkFree(Transaction transaction, Link link, Address.Builder address) {
        transaction
                .under(new Term.HasAddress(address.getAddress()))
                .filter(stored -> stored.message() instanceof Address)
                .filter(stored -> !stored.link().equals(link))
                .filter(stored -> sharesNumbers((Address) stored.message(), address))
                .findAny()
                .ifPresent(taken -> {
                    throw Refusals.invalidValue(
                            "resource.address",
                            address.getAddress(),
                            "Specified IP address is already reserved by '"
                                    + taken.link().path() + "'.");
                });
    }

    private static boolean sharesNumbers(Address known, Address.Builder wanted) {
        return known.getAddress().equals(wanted.getAddress())
                && known.getAddressType().equals(wanted.getAddressType())
                && known.getNetwork().equals(wanted.getNetwork())
                && known.getSubnetwork().equals(wanted.getSubnetwork());
    }

    @Override
    void deleted(Transaction transaction, Link link, Address last) {
        users(transaction, last).findFirst().ifPresent(user -> {
            throw inUse(transaction, link, user);
        });
    }

    @Override
    Address shown(Transaction transaction, Link link, Address stored) {
        List<String> users = users(transaction, stored).map(Link::url).toList();
        return users.isEmpty()
                ? stored
                : stored.toBuilder().setStatus("IN_USE").addAllUsers(users).build();
    }

    private static Stream<Link> users(Transaction transaction, Address address) {
        return transaction
                .under(new Term.HasAddress(address.getAddress()))
                .filter(stored -> stored.message() instanceof ForwardingRule || stored.message() instanceof Instance)
                .map(ProjectResources.Stored::link)
                .sorted(Comparator.comparing(Link::path));
    }
}
