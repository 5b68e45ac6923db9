package dev.sallyport.request;

import dev.sallyport.request.ProvisionRequest.Adopted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a request may adopt: what it asks for, each once. Checked when all its names are known, the derived ones too. */
final class AdoptionRules {
    private AdoptionRules() {}

    static List<Fault> check(Request request) {
        if (request instanceof ProvisionRequest provision) {
            return check(provision);
        }
        Optional<Request.Converging> of = request instanceof Request.Plan plan
                ? Optional.of(plan.of())
                : request instanceof Request.Apply apply ? Optional.of(apply.of()) : Optional.empty();
        return of.map(AdoptionRules::check).orElse(List.of()).stream()
                .map(fault -> fault.within("/of"))
                .toList();
    }

    private static List<Fault> check(ProvisionRequest request) {
        WantedResources wanted = WantedResources.of(request);
        List<Fault> faults = new ArrayList<>();
        Map<String, String> seen = new HashMap<>();
        for (int i = 0; i < request.adopt().size(); i++) {
            Adopted adopted = request.adopt().get(i);
            String pointer = "/adopt/" + i + "/resource";
            String quoted = Wording.quoted(adopted.resource());
            String first = seen.putIfAbsent(adopted.resource(), pointer);
            if (first != null) {
                faults.add(new Fault(pointer, "is " + quoted + ", as " + first + " is already", "each entry once"));
            } else if (!wanted.has(adopted.resource())) {
                faults.add(new Fault(
                        pointer,
                        "is " + quoted + ", and the request asks for nothing of that name",
                        wanted.nearest(adopted.resource())));
            }
        }
        return faults;
    }
}
