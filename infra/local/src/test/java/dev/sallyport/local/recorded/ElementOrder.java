package dev.sallyport.local.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/** Which live element a recorded one has to be compared with. */
final class ElementOrder {
    private final List<Integer> partners;

    private ElementOrder(List<Integer> partners) {
        this.partners = partners;
    }

    /** The order as it is, unless every element has its like in another. */
    static ElementOrder of(JsonNode recorded, JsonNode live, BiPredicate<JsonNode, JsonNode> alike) {
        List<Integer> asTheyAre = IntStream.range(0, recorded.size()).boxed().toList();
        boolean inOrder = asTheyAre.stream().allMatch(i -> alike.test(recorded.get(i), live.get(i)));
        return new ElementOrder(
                inOrder ? asTheyAre : another(recorded, live, alike).orElse(asTheyAre));
    }

    private static Optional<List<Integer>> another(
            JsonNode recorded, JsonNode live, BiPredicate<JsonNode, JsonNode> alike) {
        List<Integer> partners = new ArrayList<>();
        for (JsonNode element : recorded) {
            Optional<Integer> partner = IntStream.range(0, live.size())
                    .boxed()
                    .filter(i -> !partners.contains(i) && alike.test(element, live.get(i)))
                    .findFirst();
            if (partner.isEmpty()) {
                return Optional.empty();
            }
            partners.add(partner.get());
        }
        return Optional.of(partners);
    }

    boolean isOther() {
        return IntStream.range(0, partners.size()).anyMatch(i -> partners.get(i) != i);
    }

    int partnerOf(int index) {
        return partners.get(index);
    }
}
