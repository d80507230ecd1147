package dev.isthmus.testkit.server;

import dev.isthmus.api.settings.Nearest;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** How command lines of Isthmus are taken: a word that nobody knows is an error, and the word that was meant is named. */
public final class StrictCommandLine {
    private StrictCommandLine() {}

    /** This command and those below it, taken so. */
    public static CommandLine of(CommandLine command) {
        return command.setExecutionStrategy(StrictCommandLine::execute)
                .setParameterExceptionHandler((e, arguments) -> refuse(e));
    }

    /** Where help is asked for, picocli passes over what it does not know. */
    private static int execute(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        List<String> unmatched = last.unmatched();
        if (!unmatched.isEmpty()) {
            throw new UnmatchedArgumentException(last.commandSpec().commandLine(), unmatched);
        }
        return new RunLast().execute(parsed);
    }

    private static int refuse(ParameterException e) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(
                "error: " + e.getMessage() + (e instanceof UnmatchedArgumentException unknown ? meant(unknown) : ""));
        // The whole help would push the error out of the window.
        CommandLine.Help help = command.getHelp();
        err.print(help.synopsisHeading() + help.synopsis(help.synopsisHeadingLength()));
        err.println("  next:   " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String meant(UnmatchedArgumentException unknown) {
        String word = unknown.getUnmatched().get(0);
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        CommandLine command = unknown.getCommandLine();
        var known = name.startsWith("-")
                ? command.getCommandSpec().optionsMap().keySet()
                : command.getSubcommands().keySet();
        return Nearest.of(name, known)
                .map(nearest -> "; did you mean '" + nearest + "'?")
                .orElse("");
    }
}
