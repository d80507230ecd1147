package dev.isthmus.frameworks.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** A process of a trial, its output in a file; closing it kills it, and all that it has started. */
public final class TrialProgram implements AutoCloseable {

    /** Between two looks at what is waited for; the end of the process ends the wait at once. */
    private static final long LOOK_MILLIS = 50;

    private static final int TAIL_CHARACTERS = 6_000;

    private final Process process;
    private final Path log;

    private TrialProgram(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a command; of this build's environment it sees nothing that is about AWS or Isthmus. */
    public static TrialProgram start(Path log, Map<String, String> environment, List<String> command)
            throws IOException {
        Files.createDirectories(log.getParent());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(log.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("AWS_")
                        || name.startsWith("ISTHMUS_")
                        || name.startsWith("MESOS_")
                        || name.startsWith("SPARK_")
                        || name.startsWith("FLINK_")
                        || name.equals("JAVA_TOOL_OPTIONS"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return new TrialProgram(builder.start(), log);
    }

    /** The {@code java} of this JVM. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** All that it has printed. */
    public String output() {
        try {
            // Not readString: what a process prints need not be UTF-8.
            return new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a text in its output. */
    public void awaitText(String text, Duration patience) throws Exception {
        await("'" + text + "'", patience, () -> output().contains(text));
    }

    /** Waits for a condition while it runs. */
    public void await(String what, Duration patience, Callable<Boolean> condition) throws Exception {
        long begin = System.nanoTime();
        while (!condition.call()) {
            boolean ended = process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (ended && condition.call()) {
                return;
            }
            assertThat(ended)
                    .as("%s: it ended with %s before that; %s", what, exit(ended), tail())
                    .isFalse();
            assertThat(System.nanoTime() - begin)
                    .as("%s: not in %s; %s", what, patience, tail())
                    .isLessThan(patience.toNanos());
        }
    }

    /** Whether it has ended. */
    public boolean ended() {
        return !process.isAlive();
    }

    /** Waits for its end; answers how it ended. */
    public int awaitEnd(Duration patience) throws InterruptedException {
        boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(ended).as("its end: not in %s; %s", patience, tail()).isTrue();
        return process.exitValue();
    }

    /** The end of what it has printed, for the message of a failed test. */
    public String tail() {
        String output = output();
        String end = output.substring(Math.max(0, output.length() - TAIL_CHARACTERS));
        return "the end of " + log + ":\n" + end;
    }

    private String exit(boolean ended) {
        return ended ? "exit code " + process.exitValue() : "nothing";
    }

    @Override
    public void close() {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }
}
