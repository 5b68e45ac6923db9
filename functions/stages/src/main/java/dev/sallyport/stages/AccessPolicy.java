package dev.sallyport.stages;

import com.google.api.gax.rpc.AbortedException;
import com.google.iam.v1.Binding;
import com.google.iam.v1.GetIamPolicyRequest;
import com.google.iam.v1.GetPolicyOptions;
import com.google.iam.v1.Policy;
import com.google.iam.v1.SetIamPolicyRequest;
import com.google.type.Expr;
import dev.sallyport.converge.Change;
import dev.sallyport.converge.Link;
import dev.sallyport.converge.OperationLog;
import dev.sallyport.converge.Resource;
import dev.sallyport.converge.StartedOperation;
import dev.sallyport.google.GoogleFailure;
import dev.sallyport.google.Member;
import dev.sallyport.request.ProvisionRequest.Guest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who holds roles/iap.httpsResourceAccessor on an IAP resource: exactly these principals, without condition, and guests until a time; or whoever
 * holds it now, with these and without those. Bindings of other roles are left as they are.
 */
final class AccessPolicy implements Resource<Policy> {
    static final String COLLECTION = "iapPolicies";
    static final String ROLE = "roles/iap.httpsResourceAccessor";
    /** The title of a guest's condition, by which it is known as ours. */
    private static final String GUEST = "Sallyport guest";

    /** The version that shows conditional bindings; written back in an older one, they would be lost. */
    private static final int WITH_CONDITIONS = 3;

    private final StageCloud cloud;
    private final String resource;
    private final UnaryOperator<List<Binding>> wanted;

    private AccessPolicy(StageCloud cloud, String resource, UnaryOperator<List<Binding>> wanted) {
        this.cloud = cloud;
        this.resource = resource;
        this.wanted = wanted;
    }

    /** @param guests who hold it until a time, which is a condition of theirs */
    static AccessPolicy exactly(StageCloud cloud, String resource, List<String> principals, List<Guest> guests) {
        List<Binding> only = bindings(principals, guests);
        return new AccessPolicy(cloud, resource, there -> only);
    }

    /** What was granted under a condition that is not a guest's was granted by somebody else. */
    static AccessPolicy without(StageCloud cloud, String resource, Collection<String> principals) {
        return new AccessPolicy(cloud, resource, there -> without(canonical(principals), there));
    }

    /** @param granted by an earlier request; those of them who are not named any more lose it */
    static AccessPolicy including(
            StageCloud cloud,
            String resource,
            List<String> principals,
            List<Guest> guests,
            Collection<String> granted) {
        List<Binding> ours = bindings(principals, guests);
        Set<String> replaced =
                canonical(Stream.concat(principals.stream(), granted.stream()).toList());
        return new AccessPolicy(
                cloud,
                resource,
                there -> Stream.concat(without(replaced, there).stream(), ours.stream())
                        .toList());
    }

    private static List<Binding> bindings(List<String> principals, List<Guest> guests) {
        Binding unconditional =
                Binding.newBuilder().setRole(ROLE).addAllMembers(principals).build();
        return Stream.concat(Stream.of(unconditional), guests.stream().map(AccessPolicy::binding))
                .toList();
    }

    private static Binding binding(Guest guest) {
        Expr until = Expr.newBuilder()
                .setTitle(GUEST)
                .setExpression("request.time < timestamp(\"" + guest.until() + "\")")
                .build();
        return Binding.newBuilder()
                .setRole(ROLE)
                .addMembers(guest.principal())
                .setCondition(until)
                .build();
    }

    private static List<Binding> without(Set<String> gone, List<Binding> there) {
        return there.stream()
                .filter(binding -> !binding.getCondition().getTitle().equals(GUEST))
                .map(binding -> binding.hasCondition() ? binding : without(gone, binding))
                .filter(binding -> binding.getMembersCount() > 0)
                .toList();
    }

    private static Binding without(Set<String> gone, Binding binding) {
        return binding.toBuilder()
                .clearMembers()
                .addAllMembers(binding.getMembersList().stream()
                        .filter(member -> !gone.contains(canonical(member)))
                        .toList())
                .build();
    }

    @Override
    public String id() {
        return COLLECTION + "/" + Link.name(resource);
    }

    @Override
    public String place() {
        return resource;
    }

    @Override
    public Optional<Policy> observe() {
        GetIamPolicyRequest request = GetIamPolicyRequest.newBuilder()
                .setResource(resource)
                .setOptions(GetPolicyOptions.newBuilder().setRequestedPolicyVersion(WITH_CONDITIONS))
                .build();
        return cloud.memory()
                .ask(() -> GoogleFailure.finding(() -> cloud.clients().iap().getIamPolicy(request)));
    }

    @Override
    public Change change(Optional<Policy> observed) {
        List<Binding> there = bindingsOfRole(observed.orElse(Policy.getDefaultInstance()));
        List<Binding> to = wanted.apply(there);
        return canonical(there).equals(canonical(to))
                ? new Change.None()
                : new Change.Patch(MemberDifferences.between(canonical(there), canonical(to)));
    }

    @Override
    public Optional<Policy> expected(Change change, Optional<Policy> observed) {
        return Optional.of(written(observed.orElse(Policy.getDefaultInstance())));
    }

    /** Nothing to wait for. If somebody else wrote the policy in between, the next look decides again. */
    @Override
    public Optional<StartedOperation> apply(Change change, Optional<Policy> observed, OperationLog log) {
        Policy there = observed.orElse(Policy.getDefaultInstance());
        SetIamPolicyRequest request = SetIamPolicyRequest.newBuilder()
                .setResource(resource)
                .setPolicy(written(there))
                .build();
        GoogleFailure.translating(() -> {
            try {
                return cloud.clients().iap().setIamPolicy(request);
            } catch (AbortedException staleEtag) {
                return there;
            }
        });
        return Optional.empty();
    }

    private Policy written(Policy observed) {
        return observed.toBuilder()
                .setVersion(WITH_CONDITIONS)
                .clearBindings()
                .addAllBindings(observed.getBindingsList().stream()
                        .filter(binding -> !binding.getRole().equals(ROLE))
                        .toList())
                .addAllBindings(wanted.apply(bindingsOfRole(observed)))
                .build();
    }

    private static List<Binding> bindingsOfRole(Policy policy) {
        return policy.getBindingsList().stream()
                .filter(binding -> binding.getRole().equals(ROLE))
                .toList();
    }

    /** The members by the condition they are under: however many bindings say so, it is the same. */
    private static Map<Expr, Set<String>> canonical(List<Binding> bindings) {
        Map<Expr, Set<String>> members = new HashMap<>();
        bindings.forEach(binding -> binding.getMembersList()
                .forEach(member -> members.computeIfAbsent(binding.getCondition(), none -> new TreeSet<>())
                        .add(canonical(member))));
        return members;
    }

    private static Set<String> canonical(Collection<String> members) {
        return members.stream().map(AccessPolicy::canonical).collect(Collectors.toSet());
    }

    private static String canonical(String member) {
        return Member.of(member).toString();
    }
}
