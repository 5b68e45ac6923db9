package dev.sallyport.launcher;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command takes that asks something of a deployment that is there. */
final class ErrandOptions {
    @Parameters(index = "0", paramLabel = "NAME", description = "The deployment's name, such as lab.")
    private String name;

    @Mixin
    private CloudChoice where;

    @Option(
            names = "--by",
            paramLabel = "WHO",
            defaultValue = "${sys:user.name}",
            description = "Who asks, for the deployment's events (default: your user name).")
    private String by;

    @Mixin
    private FollowOptions follow;

    /** The request that a command line with these options makes. */
    ObjectNode request(String action) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("action", action)
                .put("deployment", name)
                .put("by", by);
    }

    String by() {
        return by;
    }

    String name() {
        return name;
    }

    CloudChoice where() {
        return where;
    }

    FollowOptions follow() {
        return follow;
    }
}
