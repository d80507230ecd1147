package dev.isthmus.frameworks.master;

import dev.isthmus.frameworks.trial.Trial;
import dev.isthmus.frameworks.trial.TrialCluster;
import dev.isthmus.frameworks.trial.TrialProgram;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A master in a process of its own, on a free port of this machine, over a cluster of the trial. */
final class TrialMaster implements AutoCloseable {

    private static final Path JAR =
            Path.of(System.getProperty("isthmus.master")).toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern PRINTED = Pattern.compile("Isthmus master on (http://\\S+)\\R");

    private final TrialProgram program;
    private final URI uri;

    private TrialMaster(TrialProgram program, URI uri) {
        this.program = program;
        this.uri = uri;
    }

    /** Starts one; returns once it has printed where it listens. */
    static TrialMaster start(Trial trial, TrialCluster cluster, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(TrialProgram.java(), "-jar", JAR.toString(), "--port", "0"));
        command.addAll(List.of(options));
        TrialProgram program = TrialProgram.start(trial.log("master"), cluster.environment(), command);
        try {
            program.await("where it listens", PATIENCE, () -> printed(program).find());
            Matcher printed = printed(program);
            printed.find();
            return new TrialMaster(program, URI.create(printed.group(1)));
        } catch (Exception | AssertionError e) {
            program.close();
            throw e;
        }
    }

    private static Matcher printed(TrialProgram program) {
        return PRINTED.matcher(program.output());
    }

    /** Where it listens. */
    URI uri() {
        return uri;
    }

    /** Where frameworks subscribe. */
    URI scheduler() {
        return uri.resolve("/api/v1/scheduler");
    }

    /** Waits for a condition while it runs. */
    void await(String what, Duration patience, Callable<Boolean> condition) throws Exception {
        program.await(what, patience, condition);
    }

    /** The end of what it has printed, for the message of a failed test. */
    String tail() {
        return program.tail();
    }

    @Override
    public void close() {
        program.close();
    }
}
