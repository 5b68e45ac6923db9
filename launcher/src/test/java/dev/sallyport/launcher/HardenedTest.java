package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code ./sallyport provision examples/hardened.json}. */
class HardenedTest {
    private final Shell shell = new Shell(Checkout.root());

    @Test
    void theHardenedExampleIsProtectedAndSaysWhatItNeeds() {
        int exit = shell.run(
                "provision",
                "--port",
                "0",
                "--internet-port",
                "0",
                Checkout.root().resolve("examples/hardened.json").toString());

        assertThat(exit).as(shell.err()).isEqualTo(ExitCode.PROTECTED);
        assertThat(shell.out())
                .contains("plain-http-is-redirected")
                .contains("no VM has an external address")
                .contains("Note of instance-template: the VMs have no external address")
                .contains("First byte of the application served to a stranger: never");
    }
}
