package dev.sallyport.local.compute;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.compute.v1.Compute;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.sallyport.local.compute.ComputeFixture.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each of the 912 methods is called once, with a small request made from its own type. */
class EveryMethodTest {
    private static final ComputeFixture CLOUD = new ComputeFixture();
    private static final Map<String, MethodLevel> LEVELS = CLOUD.compute.levels();
    private static final List<Called> CALLS = new ArrayList<>();

    /** A method, what it was asked and what it answered. */
    private record Called(String method, String request, Answer answer) {
        String collection() {
            return method.split("\\.")[1];
        }

        String verb() {
            return method.split("\\.")[2];
        }

        /** Its resources have names that the server gives. */
        boolean isOfOrganization() {
            return request.contains("/locations/");
        }

        boolean is(MethodLevel level) {
            return LEVELS.get(method) == level;
        }

        @Override
        public String toString() {
            return method + " (" + request + ") answered " + answer.status() + " " + answer.message();
        }
    }

    /** What is made first serves those that come after; deletions come last, of what lies in others before them. */
    @BeforeAll
    static void callEveryMethod() {
        List<MethodDescriptor> methods = Compute.getDescriptor().getServices().stream()
                .flatMap(service -> service.getMethods().stream())
                .toList();
        List<MethodDescriptor> backwards = new ArrayList<>(methods);
        Collections.reverse(backwards);
        call(methods.stream().filter(method -> method.getName().equals("Insert")));
        call(methods.stream().filter(method -> !Set.of("Insert", "Delete").contains(method.getName())));
        call(backwards.stream().filter(method -> method.getName().equals("Delete")));
    }

    private static void call(Stream<MethodDescriptor> methods) {
        methods.map(EveryMethodTest::call).forEach(CALLS::add);
    }

    @AfterAll
    static void close() {
        CLOUD.close();
    }

    private static Called call(MethodDescriptor method) {
        MinimalRequest request = MinimalRequest.of(method);
        Answer answer = CLOUD.sendTo(request.verb(), request.path(), request.body());
        return new Called(ComputeMethod.of(method).id(), request.verb() + " " + request.path(), answer);
    }

    @Test
    void eachOneIsRouted() {
        assertThat(CALLS).hasSize(912);
        assertThat(those(call -> call.answer().message().contains("no method"))).isEmpty();
    }

    @Test
    void noneFailsInside() {
        assertThat(those(call -> call.answer().status() == 500)).isEmpty();
    }

    @Test
    void whatIsAbsentAnswers501WithTheNameOfTheMethod() {
        assertThat(those(call -> call.is(MethodLevel.ABSENT))).allSatisfy(call -> {
            assertThat(call.answer().status()).isEqualTo(501);
            assertThat(call.answer().message()).contains(call.method());
        });
    }

    @Test
    void nothingElseAnswers501() {
        assertThat(those(call -> !call.is(MethodLevel.ABSENT) && call.answer().status() == 501))
                .isEmpty();
    }

    @Test
    void whatIsGenericTakesAnInsertWithANameAlone() {
        assertThat(those(call -> call.is(MethodLevel.GENERIC)
                        && call.verb().equals("insert")
                        && call.answer().status() != 200))
                .extracting(Called::method)
                .as("but not where nothing is that it could lie in")
                .containsExactly("compute.instanceGroupManagerResizeRequests.insert");
    }

    @Test
    void whatHasBeenInsertedIsReadListedAndDeleted() {
        Set<String> collections = those(call ->
                        call.verb().equals("insert") && call.answer().status() == 200 && !call.isOfOrganization())
                .stream()
                .map(Called::collection)
                .collect(toSet());
        assertThat(collections).hasSizeGreaterThan(50);
        assertThat(those(call -> collections.contains(call.collection())
                        && Set.of("get", "list", "aggregatedList", "delete").contains(call.verb())
                        && call.answer().status() != 200))
                .isEmpty();
    }

    private static List<Called> those(Predicate<Called> wanted) {
        return CALLS.stream().filter(wanted).toList();
    }
}
