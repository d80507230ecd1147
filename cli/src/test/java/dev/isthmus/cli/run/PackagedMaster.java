package dev.isthmus.cli.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A master as it is packaged, in a process of its own. */
final class PackagedMaster implements AutoCloseable {

    private static final long SECONDS = 120;

    private static final Pattern SERVES = Pattern.compile("Isthmus master on http://(127\\.0\\.0\\.1:\\d+)");

    private final Process process;
    private final CompletableFuture<String> address = new CompletableFuture<>();

    private PackagedMaster(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "output-of-master");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts one on a free port, and does not wait for it. */
    static PackagedMaster start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                CliProcess.JAVA,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                CliProcess.MASTER.toString(),
                "--port",
                "0"));
        command.addAll(List.of(arguments));
        return new PackagedMaster(
                CliProcess.of(command, environment).redirectErrorStream(true).start());
    }

    private void read() {
        StringBuilder all = new StringBuilder();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                all.append(line).append('\n');
                Matcher serves = SERVES.matcher(line);
                if (serves.matches()) {
                    address.complete(serves.group(1));
                }
            }
            address.completeExceptionally(new AssertionError("the master has ended:\n" + all));
        } catch (IOException e) {
            address.completeExceptionally(new UncheckedIOException(e));
        }
    }

    /** Host and port, once it listens. */
    String address() throws Exception {
        return address.get(SECONDS, TimeUnit.SECONDS);
    }

    /** As a crash does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
