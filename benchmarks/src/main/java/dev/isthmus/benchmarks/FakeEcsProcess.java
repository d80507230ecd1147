package dev.isthmus.benchmarks;

import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A fake cluster in a process of its own, so that what is measured here is not its heap nor its CPU time. */
final class FakeEcsProcess implements AutoCloseable {

    private static final String COUNT = "count";

    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;
    private final URI endpoint;

    /** Starts one with so many large instances. */
    FakeEcsProcess(int instances) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx6g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FakeEcsProcess.class.getName(),
                        Integer.toString(instances))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = process.outputWriter(StandardCharsets.UTF_8);
        endpoint = URI.create(answer());
    }

    /** Serves until its input ends; tells the endpoint, and then on every line how often each operation was called. */
    public static void main(String[] args) throws IOException {
        FakeEcsConfig config = FakeEcsConfig.builder()
                .instances(Integer.parseInt(args[0]), InstanceSpec.of(65_536, 262_144))
                .runtime(ScriptedRuntime.running())
                .build();
        try (FakeEcs ecs = FakeEcs.start(config);
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(ecs.endpoint());
            while (COUNT.equals(input.readLine())) {
                System.out.println(ecs.callCounts().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(",")));
            }
        }
    }

    /** Where it listens. */
    URI endpoint() {
        return endpoint;
    }

    /** How often each operation has been called. */
    Map<String, Integer> callCounts() throws IOException {
        questions.write(COUNT + "\n");
        questions.flush();
        Map<String, Integer> counts = new TreeMap<>();
        for (String entry : answer().split(",", -1)) {
            int equals = entry.indexOf('=');
            counts.put(entry.substring(0, equals), Integer.parseInt(entry.substring(equals + 1)));
        }
        return counts;
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("The fake cluster has ended");
        }
        return line;
    }

    @Override
    public void close() {
        try {
            questions.close();
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroy();
        }
    }
}
