package dev.isthmus.operator.settings;

import dev.isthmus.api.settings.InvalidSettingException;
import dev.isthmus.operator.text.Plain;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands have in common: where they run, {@code --json}, and how they fail. */
public abstract class OperatorCommand implements Callable<Integer> {

    /** Held, because the logging of the JDK holds loggers only weakly and would forget the level. */
    private static final Logger LOG = Logger.getLogger("dev.isthmus");

    /** What it has to say, class path and stack traces, is of no use to whoever asked a question; what fails is told by the journal's own message. */
    private static final Logger ZOOKEEPER = Logger.getLogger("org.apache.zookeeper");

    private final OperatorShell surroundings;

    @Option(names = "--json", description = "Writes JSON, as docs/reference/commands.md describes it.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    /** A command that runs there. */
    protected OperatorCommand(OperatorShell surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Does what it is for.
     *
     * @return the code to exit with, of {@link ExitCodes}
     */
    protected abstract int run() throws CommandFailure, InterruptedException;

    @Override
    public final Integer call() throws InterruptedException {
        // What a driver tells its log belongs into no table.
        LOG.setLevel(Level.SEVERE);
        ZOOKEEPER.setLevel(Level.OFF);
        try {
            return run();
        } catch (CommandFailure e) {
            return failed(e);
        } catch (InvalidSettingException e) {
            return failed(CommandFailure.wrong(
                    String.valueOf(e.getMessage()), "", "./isthmus check shows all settings that are wrong"));
        } finally {
            out().flush();
        }
    }

    /**
     * Writes what failed.
     *
     * @return the code to exit with
     */
    protected final int failed(CommandFailure failure) {
        failure.lines().forEach(err()::println);
        err().flush();
        return failure.exitCode();
    }

    /** Where it runs. */
    protected final OperatorShell surroundings() {
        return surroundings;
    }

    /** Whether a program reads what it writes. */
    protected final boolean isJson() {
        return json;
    }

    /** Where it writes. */
    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Where it says what is no part of what it answers: that something failed, or how far it is. */
    protected final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Writes lines; what others have named in them breaks none. */
    protected final void print(List<String> lines) {
        lines.forEach(line -> out().println(Plain.ofPainted(line)));
    }
}
