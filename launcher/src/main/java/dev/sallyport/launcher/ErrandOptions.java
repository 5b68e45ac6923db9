package dev.sallyport.launcher;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What every command takes that asks something of a deployment that is there. */
final class ErrandOptions {
    @Parameters(paramLabel = "NAME", description = "The deployment's name, such as lab.")
    private String name;

    @Mixin
    private CloudChoice where;

    @Mixin
    private FollowOptions follow;

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
