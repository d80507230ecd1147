package dev.isthmus.master.main;

import dev.isthmus.log.LogFormat;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a master writes what it logs. */
final class LogOptions {

    private LogFormat format = LogFormat.TEXT;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "What it logs to standard error: text, or json for an object a line (default: ${DEFAULT-VALUE}).")
    void format(String text) {
        try {
            format = LogFormat.read(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--log-format " + text + ": " + e.getMessage());
        }
    }

    LogFormat format() {
        return format;
    }
}
