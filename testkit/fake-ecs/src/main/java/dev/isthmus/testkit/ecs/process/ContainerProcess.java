package dev.isthmus.testkit.ecs.process;

import dev.isthmus.testkit.ecs.runtime.AgentMessages;
import dev.isthmus.testkit.ecs.runtime.ContainerLaunch;
import dev.isthmus.testkit.ecs.runtime.RuntimeTimer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The processes of one container: the first one, and all that it starts. */
final class ContainerProcess {
    private static final Logger LOG = Logger.getLogger(ContainerProcess.class.getName());
    private static final int OUTPUT_LIMIT = 64 * 1024;
    /** Makes the process the leader of its own group, so that children which it leaves behind can still be found. */
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    /** Hears once how it ended. */
    interface Ending {
        void ended(int code, Optional<String> reason);
    }

    /** 128 + SIGKILL. */
    private static final int OUT_OF_MEMORY_CODE = 137;

    private final ContainerLaunch launch;
    private final Process process;
    private final WorkingDirectory directory;
    private final RuntimeTimer timer;
    private final boolean ownGroup;
    private final Tail output = new Tail(OUTPUT_LIMIT);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile List<ProcessHandle> descendants = List.of();
    private volatile boolean outOfMemory;

    private ContainerProcess(
            ContainerLaunch launch, Process process, WorkingDirectory directory, RuntimeTimer timer, boolean ownGroup) {
        this.launch = launch;
        this.process = process;
        this.directory = directory;
        this.timer = timer;
        this.ownGroup = ownGroup;
    }

    static ContainerProcess start(
            ContainerLaunch launch,
            List<String> command,
            Map<String, String> environment,
            WorkingDirectory directory,
            RuntimeTimer timer)
            throws IOException {
        return start(launch, command, environment, directory, timer, SETSID);
    }

    /** With a program of the caller's own that makes what it is given the leader of a group. */
    static ContainerProcess start(
            ContainerLaunch launch,
            List<String> command,
            Map<String, String> environment,
            WorkingDirectory directory,
            RuntimeTimer timer,
            Path setsid)
            throws IOException {
        boolean ownGroup = Files.isExecutable(setsid);
        List<String> words = new ArrayList<>();
        if (ownGroup) {
            words.add(setsid.toString());
        }
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        builder.directory(directory.path().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new ContainerProcess(launch, builder.start(), directory, timer, ownGroup);
    }

    /**
     * Reads its output and waits for its end. Calls back once with the exit code, 128 + n after signal n, when all its processes
     * are gone and their output is read.
     */
    void watch(Ending callback) {
        Thread reader = daemon(this::read, "fake-ecs-output");
        daemon(() -> awaitExit(reader, callback), "fake-ecs-wait");
    }

    /** SIGTERM to all its processes, SIGKILL after the stop timeout. */
    void stop() {
        if (ended()) {
            return;
        }
        descendants = process.descendants().toList();
        // A process that has only just started may not lead its group yet; then there is no group to signal.
        if (!signalGroup("TERM")) {
            descendants.forEach(ProcessHandle::destroy);
            // Not Process.destroy(): that closes the pipe, and the last words are lost.
            process.toHandle().destroy();
        }
        timer.after(launch.stopTimeout(), () -> {
            if (!ended()) {
                kill();
            }
        });
    }

    /** SIGKILL to all its processes, as the kernel does when a container's memory is used up. */
    void outOfMemory() {
        outOfMemory = true;
        kill();
    }

    /** SIGKILL to all its processes. */
    void kill() {
        if (!ended()) {
            descendants = process.descendants().toList();
            killLeftovers();
            process.toHandle().destroyForcibly();
        }
    }

    Path directory() {
        return directory.path();
    }

    String output() {
        return output.text();
    }

    void awaitEnd(long timeout, TimeUnit unit) {
        try {
            if (!ended.await(timeout, unit)) {
                LOG.log(Level.WARNING, "Container {0} did not end", launch.id());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitExit(Thread reader, Ending callback) {
        try {
            int code = process.waitFor();
            killLeftovers();
            // What outlived the kill may hold the pipe open; the end of the container does not wait for it.
            reader.join(2000);
            directory.remove();
            ended.countDown();
            callback.ended(
                    outOfMemory ? OUT_OF_MEMORY_CODE : code,
                    outOfMemory ? Optional.of(AgentMessages.OUT_OF_MEMORY) : Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "The end of " + launch.id() + " could not be reported", e);
        }
    }

    private void read() {
        try (InputStream in = process.getInputStream()) {
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                output.add(buffer, n);
            }
        } catch (IOException e) {
            LOG.log(Level.FINE, "The output of " + launch.id() + " ended", e);
        }
    }

    /** The group finds what was left to init, the descendants what has left the group. */
    private void killLeftovers() {
        signalGroup("KILL");
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    boolean ended() {
        return ended.getCount() == 0;
    }

    /** Whether there is such a group, and it was signalled. */
    private boolean signalGroup(String name) {
        if (!ownGroup) {
            return false;
        }
        // The JDK cannot signal a group; the shell's own kill can.
        String script = "kill -" + name + " -" + process.pid() + " 2>/dev/null";
        try {
            return new ProcessBuilder("/bin/sh", "-c", script)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Cannot signal the processes of " + launch.id(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** The last bytes of a stream. */
    private static final class Tail {
        private final byte[] ring;
        private long written;

        Tail(int size) {
            ring = new byte[size];
        }

        synchronized void add(byte[] bytes, int count) {
            for (int i = 0; i < count; i++) {
                ring[(int) (written++ % ring.length)] = bytes[i];
            }
        }

        synchronized String text() {
            int length = (int) Math.min(written, ring.length);
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                bytes[i] = ring[(int) ((written - length + i) % ring.length)];
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
