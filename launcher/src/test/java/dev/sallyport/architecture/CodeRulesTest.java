package dev.sallyport.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static dev.sallyport.architecture.Modules.in;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import dev.sallyport.launcher.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** House rules that the compiler does not know. */
class CodeRulesTest {
    @Test
    void testsAreSeenToo() {
        assertThat(Modules.MAIN_AND_TESTS.size()).isGreaterThan(Modules.MAIN.size() + 50);
    }

    @Test
    void nobodySleeps() {
        noClasses()
                .should()
                .callMethodWhere(calls(Thread.class, "sleep")
                        .or(calls(TimeUnit.class, "sleep"))
                        .or(calls(LockSupport.class, "park.*")))
                .check(Modules.MAIN_AND_TESTS);
    }

    @Test
    void timeIsGivenAndNotTaken() {
        noClasses()
                .should()
                .callMethodWhere(calls(Instant.class, "now").or(calls(System.class, "currentTimeMillis")))
                .check(Modules.MAIN);
    }

    @Test
    void nothingIsPrintedPastTheLaunchersStreams() {
        noClasses().should(ACCESS_STANDARD_STREAMS).check(Modules.MAIN);
    }

    @Test
    void logsGoThroughSystemLogger() {
        // The launcher says where they go, and the simulation searches them.
        noClasses()
                .that(not(in("launcher").or(in("simulation"))))
                .should()
                .dependOnClassesThat(resideInAPackage("java.util.logging..").or(resideInAPackage("org.slf4j..")))
                .check(Modules.MAIN);
    }

    @Test
    void namesSayWhatAClassIs() {
        // Google's own names for Google's things may end as they like.
        noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helpers?|Impl|(?<!InstanceGroup|Resource|Secret)Manager)")
                .check(Modules.MAIN_AND_TESTS);
    }

    @Test
    void everyPackageNamesTheWayIn() {
        List<Path> folders = Modules.MAIN.stream()
                .filter(type -> !type.getPackageName().isEmpty())
                .map(CodeRulesTest::sourceFolder)
                .distinct()
                .toList();

        assertThat(folders)
                .hasSizeGreaterThan(20)
                .allMatch(folder -> Files.exists(folder.resolve("package-info.java")), "has a package-info.java");
    }

    private static Path sourceFolder(JavaClass type) {
        return Modules.ALL.stream()
                .filter(module -> in(module).test(type))
                .map(module -> Checkout.root()
                        .resolve(module)
                        .resolve("src/main/java")
                        .resolve(type.getPackageName().replace('.', '/')))
                .findFirst()
                .orElseThrow();
    }

    private static DescribedPredicate<JavaCall<?>> calls(Class<?> type, String method) {
        return target(owner(JavaClass.Predicates.equivalentTo(type)))
                .and(target(nameMatching(method)))
                .forSubtype();
    }
}
