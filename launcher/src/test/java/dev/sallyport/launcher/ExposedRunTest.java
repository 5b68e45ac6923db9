package dev.sallyport.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A run in a project in which somebody has left an application open. */
class ExposedRunTest {
    private static final String PROJECT = "/compute/v1/projects/" + Lab.PROJECT;

    @Test
    void itSaysWhoWasServedAndEndsWithAnExitCodeOfItsOwn() {
        try (Lab lab = Lab.open()) {
            leaveOpen(lab);
            Shell shell = new Shell(Checkout.root());

            int code = new Undertaking(
                            shell.surroundings(),
                            lab.house(),
                            Path.of("the.log"),
                            CommandLine.populateCommand(new FollowOptions(), "--timeout", "90s"))
                    .run(Lab.request(), "lab", Lab.PROJECT)
                    .exitCode();

            assertThat(code).as(shell.out()).isEqualTo(ExitCode.EXPOSED);
            assertThat(shell.out())
                    .contains(
                            "  x left-open from outside, port 80 ",
                            " 200 by the application, ",
                            "First byte of the application served to a stranger: after ",
                            ", left-open from outside, port 80, \"Unauthorized request.\"");
        }
    }

    private static void leaveOpen(Lab lab) {
        lab.api().json(lab.api().send("POST", PROJECT + "/global/firewalls", """
                                {"name": "open-to-all", "sourceRanges": ["0.0.0.0/0"],
                                 "allowed": [{"IPProtocol": "tcp", "ports": ["80"]}]}
                                """));
        lab.api().json(lab.api().send("POST", PROJECT + "/zones/us-central1-b/instances", """
                                {"name": "left-open", "machineType": "zones/us-central1-b/machineTypes/e2-micro",
                                 "disks": [{"boot": true, "initializeParams":
                                   {"sourceImage": "projects/debian-cloud/global/images/family/debian-12"}}],
                                 "networkInterfaces": [{"network": "global/networks/default",
                                                        "accessConfigs": [{"type": "ONE_TO_ONE_NAT"}]}],
                                 "metadata": {"items": [{"key": "startup-script",
                                                         "value": "exec gunicorn app:app -b 0.0.0.0:80"}]}}
                                """));
    }
}
