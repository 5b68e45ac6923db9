package dev.sallyport.launcher.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.local.watch.Answer;
import dev.sallyport.local.watch.Answer.ByIap;
import dev.sallyport.local.watch.Answer.ByLoadBalancer;
import dev.sallyport.local.watch.Answer.Served;
import dev.sallyport.local.watch.Answer.Unanswered;
import dev.sallyport.local.watch.Attempt;
import dev.sallyport.local.watch.Sighting;
import dev.sallyport.local.watch.Timeline;
import dev.sallyport.local.watch.Timeline.Course;
import dev.sallyport.local.watch.WayIn;
import dev.sallyport.local.watch.WayIn.FrontEnd;
import dev.sallyport.local.watch.WayIn.Neighbour;
import dev.sallyport.local.watch.WayIn.VmAddress;
import java.util.Locale;

/** What strangers got during a run, for programs; the member {@code exposure} of {@link DeploymentJson}. */
final class ExposureJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ExposureJson() {}

    static ObjectNode of(Timeline timeline) {
        ObjectNode node = NODES.objectNode().put("attempts", timeline.attempts());
        node.set("firstByte", timeline.firstByte().map(ExposureJson::sighting).orElse(null));
        ArrayNode troubles = node.putArray("troubles");
        timeline.troubles().forEach(troubles::add);
        ArrayNode ways = node.putArray("ways");
        timeline.courses().forEach(course -> ways.add(course(course)));
        return node;
    }

    private static ObjectNode sighting(Sighting sighting) {
        ObjectNode node = attempt(sighting.attempt()).put("at", sighting.at().toString());
        node.setAll(answer(sighting.answer()));
        return node;
    }

    private static ObjectNode course(Course course) {
        ObjectNode node = attempt(course.attempt());
        ArrayNode answers = node.putArray("answers");
        course.spans()
                .forEach(span -> answers.add(answer(span.answer())
                        .put("from", span.first().toString())
                        .put("to", span.last().toString())
                        .put("times", span.times())));
        return node;
    }

    private static ObjectNode attempt(Attempt attempt) {
        return way(attempt.way())
                .put("address", attempt.way().address())
                .put("port", attempt.way().port())
                .put("guise", word(attempt.guise()));
    }

    private static ObjectNode way(WayIn way) {
        ObjectNode node = NODES.objectNode();
        if (way instanceof FrontEnd frontEnd) {
            return node.put("way", "front-end").put("rule", frontEnd.rule()).put("url", frontEnd.url());
        }
        return way instanceof Neighbour neighbour
                ? node.put("way", "neighbour").put("from", neighbour.from()).put("instance", neighbour.instance())
                : node.put("way", "vm-address").put("instance", ((VmAddress) way).instance());
    }

    private static ObjectNode answer(Answer answer) {
        ObjectNode node = NODES.objectNode();
        if (answer instanceof Unanswered unanswered) {
            return node.put("answer", word(unanswered));
        }
        if (answer instanceof ByIap iap) {
            return node.put("answer", iap.signIn() ? "sign-in" : "iap").put("status", iap.status());
        }
        if (answer instanceof ByLoadBalancer balancer) {
            return node.put("answer", "load-balancer").put("status", balancer.status());
        }
        Served served = (Served) answer;
        return node.put("answer", "application").put("status", served.status()).put("body", served.beginning());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
