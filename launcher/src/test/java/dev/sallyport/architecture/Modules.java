package dev.sallyport.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.sallyport.launcher.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The classes of every module, as they were compiled. */
final class Modules {
    static final List<String> ALL = List.of(
            "base",
            "shared",
            "infra/local",
            "functions/intake",
            "functions/stages",
            "functions/compliance",
            "functions/chatops",
            "simulation",
            "launcher");

    /** What is deployed. */
    static final JavaClasses MAIN = classesIn("target/classes");

    /** What is deployed and what tests it. */
    static final JavaClasses MAIN_AND_TESTS = classesIn("target/classes", "target/test-classes");

    private Modules() {}

    /** Classes that were compiled in a module, whatever their package. */
    static DescribedPredicate<JavaClass> in(String module) {
        Path output = Checkout.root().resolve(module).resolve("target");
        return DescribedPredicate.describe(
                "in " + module,
                type -> type.getBaseComponentType()
                        .getSource()
                        .map(Source::getUri)
                        .filter(uri -> uri.getScheme().equals("file"))
                        .filter(uri -> Path.of(uri).startsWith(output))
                        .isPresent());
    }

    /** Sallyport's own classes, seen or only referred to. */
    static DescribedPredicate<JavaClass> sallyports() {
        return JavaClass.Predicates.resideInAPackage("dev.sallyport..");
    }

    private static JavaClasses classesIn(String... outputs) {
        List<Path> folders = ALL.stream()
                .flatMap(module -> Stream.of(outputs)
                        .map(output -> Checkout.root().resolve(module).resolve(output)))
                .filter(Files::isDirectory)
                .toList();
        return new ClassFileImporter().importPaths(folders);
    }
}
