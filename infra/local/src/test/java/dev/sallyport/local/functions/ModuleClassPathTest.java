package dev.sallyport.local.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleClassPathTest {
    @TempDir
    private Path root;

    @Test
    void aModuleIsItsClassesAndTheJarsThatMavenListed() throws IOException {
        Path target = Files.createDirectories(root.resolve("functions/intake/target/classes"))
                .getParent();
        Files.writeString(target.resolve("class-path"), "/m2/a.jar" + File.pathSeparator + "/m2/b.jar\n");

        assertThat(ModuleClassPath.inCheckout(root).of("functions/intake"))
                .containsExactly(target.resolve("classes"), Path.of("/m2/a.jar"), Path.of("/m2/b.jar"));
    }

    @Test
    void aModuleMayHaveNoJars() throws IOException {
        Path target =
                Files.createDirectories(root.resolve("lone/target/classes")).getParent();
        Files.writeString(target.resolve("class-path"), "");

        assertThat(ModuleClassPath.inCheckout(root).of("lone")).containsExactly(target.resolve("classes"));
    }

    @Test
    void aModuleThatIsNotBuiltIsNamedWithWhatToDo() throws IOException {
        Files.createDirectories(root.resolve("half/target/classes"));

        assertThatThrownBy(() -> ModuleClassPath.inCheckout(root).of("half"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("module half is not built")
                .hasMessageContaining("mvn package");
    }
}
