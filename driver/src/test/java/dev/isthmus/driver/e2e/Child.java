package dev.isthmus.driver.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.driver.Flavour;
import dev.isthmus.driver.bundle.Bundle;
import dev.isthmus.driver.bundle.ClassFiles;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A framework in a JVM of its own, with the shaded jar named first and Mesos's own after it; what it prints is read line by line. */
public final class Child implements AutoCloseable {

    private static final long SECONDS = 180;

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> read = new ArrayList<>();
    private final Thread reader = new Thread(this::read, "child-output");

    private Child(Process process) {
        this.process = process;
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts one of these programs; nothing but the given environment is about AWS or us. */
    public static Child start(Map<String, String> environment, Class<? extends Program> main, String... arguments)
            throws IOException {
        return start(ClassArchive.options(), Bundle.JAR, environment, main, arguments);
    }

    /** The same with this bundle, or another. */
    public static Child start(
            Path bundle, Map<String, String> environment, Class<? extends Program> main, String... arguments)
            throws IOException {
        List<String> options = bundle.equals(Bundle.JAR) ? ClassArchive.options() : List.of();
        return start(options, bundle, environment, main, arguments);
    }

    /** The same with these options of the JVM besides. */
    static Child start(
            List<String> options,
            Path bundle,
            Map<String, String> environment,
            Class<? extends Program> main,
            String... arguments)
            throws IOException {
        List<Path> classPath = new ArrayList<>(List.of(bundle));
        classPath.addAll(Flavour.jars("mesos-1.11"));
        classPath.addAll(Flavour.jars("slf4j"));
        classPath.add(ClassFiles.home(Child.class));
        List<String> command = new ArrayList<>(Bundle.java());
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder program = new ProcessBuilder(command).redirectErrorStream(true);
        program.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("ISTHMUS_"));
        program.environment()
                .put(
                        "ISTHMUS_JOURNAL_DIR",
                        Bundle.JAR.resolveSibling("journals").toString());
        program.environment().putAll(environment);
        return new Child(program.start());
    }

    private void read() {
        try (BufferedReader output = process.inputReader()) {
            output.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("(its output broke off: " + e + ")");
        }
    }

    /** Waits for a line that holds all of this; the lines before it are not looked at again. */
    public String line(String... parts) throws InterruptedException {
        while (true) {
            String line = lines.poll(SECONDS, TimeUnit.SECONDS);
            assertThat(line)
                    .as(List.of(parts) + " in time; it printed:\n" + String.join("\n", read))
                    .isNotNull();
            read.add(line);
            if (List.of(parts).stream().allMatch(line::contains)) {
                return line;
            }
        }
    }

    /** Says a line to it. */
    public void say(String line) throws IOException {
        Writer input = process.outputWriter();
        input.write(line + "\n");
        input.flush();
    }

    /** Sends it a signal, such as {@code STOP}. */
    public void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).as("signal " + name).isZero();
    }

    /** Waits for its end; answers all that it printed. */
    public String output() throws InterruptedException {
        boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
        reader.join(TimeUnit.SECONDS.toMillis(SECONDS));
        lines.drainTo(read);
        String output = String.join("\n", read);
        assertThat(ended).as("ended in time; it printed:\n" + output).isTrue();
        return output;
    }

    /** How it ended. */
    public int exit() throws InterruptedException {
        output();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
