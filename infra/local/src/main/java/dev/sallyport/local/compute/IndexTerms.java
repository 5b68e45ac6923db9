package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.Address;
import com.google.cloud.compute.v1.ForwardingRule;
import com.google.cloud.compute.v1.Instance;
import com.google.cloud.compute.v1.NetworkInterface;
import com.google.cloud.compute.v1.Operation;
import com.google.protobuf.Message;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Reads off a resource the terms it is looked up by. */
final class IndexTerms {
    private final Behaviours behaviours;
    private final Map<String, List<Reference>> references = new ConcurrentHashMap<>();

    IndexTerms(Behaviours behaviours) {
        this.behaviours = behaviours;
    }

    Set<Term> of(Link link, Message resource) {
        Set<Term> terms = new HashSet<>();
        for (Reference reference : references(link.collection())) {
            for (String text : References.values(resource, reference.path())) {
                Link.parse(text).map(Term.Refers::new).ifPresent(terms::add);
            }
        }
        addId(terms, link, resource);
        addAddresses(terms, resource);
        if (resource instanceof Operation operation) {
            addChange(terms, operation);
        }
        return terms;
    }

    private static void addAddresses(Set<Term> terms, Message resource) {
        if (resource instanceof Address address) {
            addAddress(terms, address.getSubnetwork(), address.getAddress());
        } else if (resource instanceof ForwardingRule rule) {
            addAddress(terms, "", rule.getIPAddress());
        } else if (resource instanceof Instance instance) {
            instance.getNetworkInterfacesList().forEach(nic -> addInterface(terms, nic));
        }
    }

    /** The IP addresses that a resource has or wants traffic to. */
    Set<String> addresses(Message resource) {
        Set<Term> terms = new HashSet<>();
        addAddresses(terms, resource);
        return terms.stream()
                .filter(Term.HasAddress.class::isInstance)
                .map(term -> ((Term.HasAddress) term).address())
                .collect(Collectors.toSet());
    }

    private List<Reference> references(String collection) {
        return references.computeIfAbsent(
                collection, name -> behaviours.of(name).references());
    }

    private static void addId(Set<Term> terms, Link link, Message resource) {
        String id = Fields.text(resource, "id");
        if (!id.isEmpty() && !id.equals("0")) {
            terms.add(new Term.HasId(link.scope(), link.collection(), id));
        }
    }

    private static void addInterface(Set<Term> terms, NetworkInterface nic) {
        addAddress(terms, nic.getSubnetwork(), nic.getNetworkIP());
        nic.getAccessConfigsList().forEach(access -> addAddress(terms, "", access.getNatIP()));
    }

    private static void addAddress(Set<Term> terms, String subnetwork, String address) {
        if (address.isEmpty()) {
            return;
        }
        terms.add(new Term.HasAddress(address));
        if (!subnetwork.isEmpty()) {
            terms.add(new Term.HasInternalAddress(subnetwork, address));
        }
    }

    private static void addChange(Set<Term> terms, Operation operation) {
        String type = operation.getOperationType();
        boolean comesOrGoes = type.endsWith("insert") || type.endsWith("delete");
        if (comesOrGoes && !operation.getEndTime().equals(operation.getInsertTime())) {
            Link.parse(operation.getTargetLink()).map(Term.Changes::new).ifPresent(terms::add);
        }
    }
}
