package dev.sallyport.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.request.RequestReading.Accepted;
import dev.sallyport.request.RequestReading.Faulty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads requests, and finds everything that is wrong with one at once: first whether it is text, then whether that is
 * JSON, then whether the JSON has the form of {@code request.schema.json}, then the rules a schema cannot express.
 *
 * <p>Instances are immutable and may be shared; making the first compiles the schema.
 */
public final class RequestReader {
    private final RequestSchema schema = RequestSchema.get();

    /** Reads a request as it stands in a file or a message. Never throws for what it finds there. */
    public RequestReading read(byte[] content) {
        try {
            return check(RequestJson.parse(RequestText.decode(content)));
        } catch (Unreadable unreadable) {
            return new Faulty(List.of(unreadable.fault()), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    private RequestReading check(RequestJson parsed) throws Unreadable {
        JsonNode document = parsed.document();
        if (!document.isObject()) {
            throw new Unreadable("the document is " + Wording.of(document), "one JSON object, which begins with {");
        }
        List<Fault> faults = new ArrayList<>(parsed.repeatedMembers());
        faults.addAll(schema.check(document));
        faults.addAll(RequestRules.check(document));
        Optional<Request> request = faults.isEmpty() ? Optional.of(RequestBinding.bind(document)) : Optional.empty();
        request.map(AdoptionRules::check).ifPresent(faults::addAll);
        if (faults.isEmpty()) {
            return new Accepted(
                    request.orElseThrow(), text(document, "requestId", faults), text(document, "by", faults), document);
        }
        return new Faulty(
                DocumentOrder.of(document).sort(faults),
                RequestRules.deployment(document),
                text(document, "requestId", faults),
                text(document, "by", faults));
    }

    /** The member's text where nothing is wrong with it. */
    private static Optional<String> text(JsonNode document, String member, List<Fault> faults) {
        return faults.stream().anyMatch(fault -> fault.pointer().equals("/" + member))
                ? Optional.empty()
                : Optional.ofNullable(document.path(member).textValue());
    }
}
