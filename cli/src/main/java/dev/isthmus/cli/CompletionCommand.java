package dev.isthmus.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./isthmus completion}: a script for the shell that completes commands and options. */
@Command(
        name = "completion",
        description = {
            "Prints a script for bash and zsh that completes commands and options of isthmus.",
            "To use it: source <(./isthmus completion)"
        },
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine isthmus = spec.root().commandLine();
        isthmus.getOut().println(AutoComplete.bash("isthmus", isthmus));
        isthmus.getOut().flush();
    }
}
