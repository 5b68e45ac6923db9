package dev.sallyport.stages;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.functions.CloudEventsFunction;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sallyport.blueprint.Blueprint;
import dev.sallyport.chain.ChainRuntime;
import dev.sallyport.chain.StageFunction;
import dev.sallyport.settings.Settings;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final JavaClasses all = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sallyport.stages", "dev.sallyport.converge", "dev.sallyport.google");

    @Test
    void theClassesWereSeen() {
        assertThat(all).hasSizeGreaterThan(60);
    }

    @Test
    void nothingDependsOnTheLocalCloud() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.sallyport.local..")
                .check(all);
    }

    @Test
    void theEngineKnowsNothingOfStagesOrTheChain() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.sallyport.converge..", "dev.sallyport.google..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sallyport.stages..", "dev.sallyport.chain..", "dev.sallyport.deployment..")
                .check(all);
    }

    /** Re-checks look at deployments by what the stages know, and by no more of it than these. */
    @Test
    void onlyTheFunctionsAndWhatReChecksNeedArePublic() {
        classes()
                .that()
                .resideInAPackage("dev.sallyport.stages")
                .and()
                .areTopLevelClasses()
                .and()
                .arePublic()
                .and()
                .doNotBelongToAnyOf(
                        Inspector.class,
                        Inspection.class,
                        ProjectInventory.class,
                        Exposure.class,
                        OtherPath.class,
                        CertificateLife.class,
                        CertificateWeakness.class)
                .should()
                .beAssignableTo(CloudEventsFunction.class)
                .andShould()
                .haveModifier(JavaModifier.FINAL)
                .check(all);
    }

    @Test
    void everyStageOfTheBlueprintIsPlanned() {
        Stages stages = new Stages(ChainRuntime.of(
                new Settings("no-project", Optional.of("127.0.0.1:1"), Optional.empty(), Optional.empty())));
        assertThat(Blueprint.protectedApplication().stages())
                .allSatisfy(stage -> assertThat(stages.get(stage).stage()).isEqualTo(stage));
    }

    @Test
    void everyStageOfTheBlueprintIsAFunction() {
        long functions = all.stream()
                .filter(type -> type.isAssignableTo(StageFunction.class))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .count();
        assertThat(functions)
                .isEqualTo(Blueprint.protectedApplication().stages().size());
    }
}
