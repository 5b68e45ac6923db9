package dev.sallyport.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.sallyport.architecture.Modules.in;
import static dev.sallyport.architecture.Modules.sallyports;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrows between modules and packages point one way. */
class ModuleRulesTest {
    @ParameterizedTest
    @CsvSource({
        "base, 15",
        "shared, 60",
        "infra/local, 100",
        "functions/intake, 1",
        "functions/stages, 11",
        "functions/compliance, 10",
        "functions/chatops, 20",
        "simulation, 25",
        "launcher, 20"
    })
    void theClassesOfEveryModuleAreSeen(String module, int atLeast) {
        assertThat(Modules.MAIN.that(in(module))).hasSizeGreaterThanOrEqualTo(atLeast);
    }

    @Test
    void baseKnowsNothingElseOfSallyport() {
        classes()
                .that(in("base"))
                .should()
                .onlyDependOnClassesThat(not(sallyports()).or(in("base")))
                .check(Modules.MAIN);
    }

    /** Whoever carries it has to start within a second. */
    @Test
    void baseNeedsTheJdkAndJacksonOnly() {
        classes()
                .that(in("base"))
                .should()
                .onlyDependOnClassesThat(in("base").or(resideInAnyPackage("java..", "com.fasterxml.jackson..")))
                .check(Modules.MAIN);
    }

    @Test
    void sharedKnowsNothingOfWhoUsesIt() {
        classes()
                .that(in("shared"))
                .should()
                .onlyDependOnClassesThat(not(sallyports())
                        .or(resideInAnyPackage(
                                "dev.sallyport.blueprint..",
                                "dev.sallyport.chain..",
                                "dev.sallyport.converge..",
                                "dev.sallyport.deployment..",
                                "dev.sallyport.digest..",
                                "dev.sallyport.environment..",
                                "dev.sallyport.failure..",
                                "dev.sallyport.finding..",
                                "dev.sallyport.google..",
                                "dev.sallyport.grammar..",
                                "dev.sallyport.plan..",
                                "dev.sallyport.request..",
                                "dev.sallyport.settings..")))
                .check(Modules.MAIN);
    }

    @Test
    void theLocalCloudKnowsNothingOfSallyport() {
        classes()
                .that(in("infra/local"))
                .should()
                .onlyDependOnClassesThat(not(sallyports()).or(resideInAPackage("dev.sallyport.local..")))
                .check(Modules.MAIN);
    }

    @Test
    void everyClassOfTheLocalCloudSaysSoInItsPackage() {
        classes()
                .that(in("infra/local"))
                .should()
                .resideInAPackage("dev.sallyport.local..")
                .check(Modules.MAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"functions/intake", "functions/stages"})
    void functionsKnowSharedAndThemselvesOnly(String module) {
        classes()
                .that(in(module))
                .should()
                .onlyDependOnClassesThat(
                        not(sallyports()).or(in("base")).or(in("shared")).or(in(module)))
                .check(Modules.MAIN);
    }

    /** What re-checks see is what the stages see; which of their classes that takes is a rule of the stages' own. */
    @Test
    void reChecksKnowTheStagesBesides() {
        classes()
                .that(in("functions/compliance"))
                .should()
                .onlyDependOnClassesThat(not(sallyports())
                        .or(in("base"))
                        .or(in("shared"))
                        .or(in("functions/stages"))
                        .or(in("functions/compliance")))
                .check(Modules.MAIN);
    }

    /** Slack gives a slash command three seconds, cold start included. */
    @Test
    void chatopsHasTheLeanestClassPath() {
        classes()
                .that(in("functions/chatops"))
                .should()
                .onlyDependOnClassesThat(in("functions/chatops")
                        .or(in("base"))
                        .or(resideInAnyPackage(
                                "java..",
                                "javax.crypto..",
                                "com.fasterxml.jackson..",
                                "com.google.cloud.functions..",
                                "io.cloudevents..")))
                .check(Modules.MAIN);
    }

    @Test
    void theLauncherReachesFunctionsThroughTheirTopicsOnly() {
        knowsNoFunction("launcher");
    }

    /** It loads functions by the names in infra/functions.yaml, from whichever class path it is told. */
    @Test
    void theSimulationKnowsFunctionsByNameOnly() {
        knowsNoFunction("simulation");
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.sallyport.(**)").should().beFreeOfCycles().check(Modules.MAIN);
    }

    private static void knowsNoFunction(String module) {
        noClasses()
                .that(in(module))
                .should()
                .dependOnClassesThat(in("functions/intake")
                        .or(in("functions/stages"))
                        .or(in("functions/compliance"))
                        .or(in("functions/chatops")))
                .check(Modules.MAIN);
    }
}
