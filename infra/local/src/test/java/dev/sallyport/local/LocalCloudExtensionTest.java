package dev.sallyport.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalCloudExtension.class)
class LocalCloudExtensionTest {
    private static final Set<String> PROJECTS = ConcurrentHashMap.newKeySet();

    @RepeatedTest(3)
    void everyTestGetsAProjectOfItsOwn(@FreshProject String project) {
        assertThat(PROJECTS.add(project)).isTrue();
        assertThat(project).matches("[a-z][a-z0-9-]{4,28}[a-z0-9]");
    }

    @Test
    void testsShareOneCloud(LocalCloud one, LocalCloud other) {
        assertThat(one).isSameAs(other);
    }

    /** Stands for another class. */
    @Nested
    class InAnotherClass {
        @Test
        void testsShareTheSameCloud(LocalCloud cloud) {
            assertThat(new RestClient(cloud).get("/-/ready").status()).isEqualTo(200);
        }
    }
}
