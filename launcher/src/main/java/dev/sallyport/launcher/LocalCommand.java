package dev.sallyport.launcher;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code sallyport local}: the local cloud on its own. */
@Command(
        name = "local",
        description = {"The local cloud on its own: Google Cloud in small, for gcloud, Terraform and programs.", ""},
        mixinStandardHelpOptions = true,
        subcommands = {LocalUpCommand.class, LocalEnvCommand.class, HelpCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Start here:", "  ./sallyport local up", "  eval \"$(./sallyport local env)\""})
final class LocalCommand {}
