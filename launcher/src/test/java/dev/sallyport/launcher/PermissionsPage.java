package dev.sallyport.launcher;

import dev.sallyport.local.functions.FunctionSpec;
import dev.sallyport.local.functions.FunctionsFile;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** {@code docs/permissions.md}. */
final class PermissionsPage {
    private static final String INTRODUCTION = """
            # What the functions may do

            Each function runs as a service account of its own, with custom roles that hold these permissions and no others. They
            are in [infra/functions.yaml](../infra/functions.yaml). A test has every function called in the local cloud, one at a
            time, by everything that is ever asked of Sallyport; looks up what each call asks of its caller in
            [infra/permissions.yaml](../infra/permissions.yaml), where the sources are; and fails when a role grants more or less.

            | permissions that begin with | are granted on |
            | --- | --- |
            | `datastore.`, `pubsub.` | Sallyport's own project |
            | `secretmanager.` | the secrets that the function is given, and those of OAuth clients that requests may name, one by one |
            | `iam.serviceAccounts.` | the service accounts that VMs run as and proofs sign in as, one by one |
            | anything else | the projects that deployments are in |
            """;

    private static final String END = """

            This page is made from what the functions called; a test fails when they differ.
            """;

    private PermissionsPage() {}

    /** @param taken by function: each permission with the methods that take it */
    static String of(FunctionsFile list, Map<String, SortedMap<String, SortedSet<String>>> taken) {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        for (FunctionSpec function : list.functions()) {
            page.append("\n## " + function.name() + "\n\n| permission | for |\n| --- | --- |\n");
            taken.getOrDefault(function.name(), new TreeMap<>())
                    .forEach((permission, methods) ->
                            page.append("| `" + permission + "` | " + String.join(", ", methods) + " |\n"));
        }
        return page.append(END).toString();
    }
}
