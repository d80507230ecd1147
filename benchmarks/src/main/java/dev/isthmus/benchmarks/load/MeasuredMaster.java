package dev.isthmus.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A master over a cluster in memory, with its journal in files, in a process of its own: its heap and its CPU time are its own. */
public final class MeasuredMaster implements AutoCloseable {

    /** How often it gives a sign of life, as Mesos does. */
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /**
     * What it has taken.
     *
     * @param cpu CPU time since its start
     * @param heap bytes of its heap that are in use after a collection
     */
    public record Taken(Duration cpu, long heap) {}

    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;
    private final InetSocketAddress address;

    /** Starts one with so many agents, and its journal in a directory. */
    public MeasuredMaster(int agents, Path journal) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx2g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MasterProgram.class.getName(),
                        Integer.toString(agents),
                        journal.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = process.outputWriter(StandardCharsets.UTF_8);
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(answer()));
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** Has it collect its garbage. */
    public Taken taken() throws IOException {
        questions.write("\n");
        questions.flush();
        String[] figures = answer().split(" ", 2);
        return new Taken(Duration.ofNanos(Long.parseLong(figures[0])), Long.parseLong(figures[1]));
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("The master has ended");
        }
        return line;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
