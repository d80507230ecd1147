package dev.isthmus.testkit.ecs.process;

import dev.isthmus.testkit.ecs.runtime.HealthProbe;
import dev.isthmus.testkit.ecs.runtime.RuntimeTimer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs the health check of a local process again and again, each time an interval after the one before has ended. */
final class ProcessProbe {
    private static final Logger LOG = Logger.getLogger(ProcessProbe.class.getName());

    private final HealthProbe probe;
    private final Map<String, String> environment;
    private final Path directory;
    private final RuntimeTimer timer;
    private final BooleanSupplier ended;

    ProcessProbe(
            HealthProbe probe,
            Map<String, String> environment,
            Path directory,
            RuntimeTimer timer,
            BooleanSupplier ended) {
        this.probe = probe;
        this.environment = environment;
        this.directory = directory;
        this.timer = timer;
        this.ended = ended;
    }

    /** Until the container has ended. */
    void repeat(Consumer<Boolean> report) {
        timer.after(probe.interval(), () -> {
            if (!ended.getAsBoolean()) {
                ContainerProcess.daemon(() -> once(report), "fake-ecs-health");
            }
        });
    }

    private void once(Consumer<Boolean> report) {
        try {
            boolean passed = passes();
            if (!ended.getAsBoolean()) {
                repeat(report);
                report.accept(passed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "The result of a health check could not be reported", e);
        }
    }

    private boolean passes() throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            boolean inTime = process.waitFor(probe.timeout().toMillis(), TimeUnit.MILLISECONDS);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            return inTime && process.exitValue() == 0;
        } catch (IOException e) {
            LOG.log(Level.FINE, "A health check cannot be run", e);
            return false;
        }
    }

    /** "CMD" is followed by words, "CMD-SHELL" by a line; what begins with neither is taken for words. */
    private List<String> words() {
        List<String> command = probe.command();
        if (!command.isEmpty() && command.get(0).equals("CMD-SHELL")) {
            return List.of("/bin/sh", "-c", String.join(" ", command.subList(1, command.size())));
        }
        return command.isEmpty() || !command.get(0).equals("CMD") ? command : command.subList(1, command.size());
    }
}
