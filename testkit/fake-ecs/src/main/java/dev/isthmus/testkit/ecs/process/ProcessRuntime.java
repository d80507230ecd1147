package dev.isthmus.testkit.ecs.process;

import dev.isthmus.testkit.ecs.runtime.AgentMessages;
import dev.isthmus.testkit.ecs.runtime.ContainerEvents;
import dev.isthmus.testkit.ecs.runtime.ContainerId;
import dev.isthmus.testkit.ecs.runtime.ContainerLaunch;
import dev.isthmus.testkit.ecs.runtime.ContainerRuntime;
import dev.isthmus.testkit.ecs.runtime.HealthProbe;
import dev.isthmus.testkit.ecs.runtime.RuntimeTimer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Runs each container as a local process: entry point and command, the environment of definition and override beside
 * {@code PATH} and {@code HOME}, no isolation, no limits, no port mapping (ports are those that the process opens). The image is
 * a name only; it stands for a command where {@code images} says so. A container whose definition names no working directory has an
 * empty one of its own, which is removed when it ends.
 *
 * <p>Nothing is mounted. An empty volume is a directory of the task's own, which its containers share and which goes with the task; a
 * {@code host.sourcePath} is that directory of this machine. Where a variable's whole value, a whole word of the command or of the health check, or the working
 * directory is a path in a mount, the process is given the path of the volume's directory instead; what a script spells out inside a
 * word is not changed, and {@code readOnly} is not enforced.
 *
 * <p>A container ends with its first process, and what is left of its process group then is killed, as the end of a container's
 * PID namespace would do. A stop sends SIGTERM to the whole group, and SIGKILL after the stop timeout. Health checks are run as
 * processes beside it, with its environment.
 */
public final class ProcessRuntime implements ContainerRuntime {
    private final Map<String, List<String>> images;
    private final Set<String> unknownImages;
    private final Map<ContainerId, ContainerProcess> processes = new ConcurrentHashMap<>();
    private final Thread onExit = new Thread(this::killAll, "fake-ecs-kill-processes");
    private final TaskDirectories directories = new TaskDirectories();
    private volatile boolean closed;

    /** Without images: a container must have a command. */
    public ProcessRuntime() {
        this(Map.of(), Set.of());
    }

    /**
     * A runtime.
     *
     * @param images the command that an image runs when neither its container definition nor an override has one
     * @param unknownImages images that cannot be pulled
     */
    public ProcessRuntime(Map<String, List<String>> images, Set<String> unknownImages) {
        this.images = Map.copyOf(images);
        this.unknownImages = Set.copyOf(unknownImages);
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    @Override
    public void start(ContainerLaunch launch, ContainerEvents events, RuntimeTimer timer) {
        if (unknownImages.contains(launch.image())) {
            events.failedToStart(launch.id(), AgentMessages.cannotPull(launch.image()));
            return;
        }
        if (command(launch).isEmpty()) {
            events.failedToStart(
                    launch.id(),
                    AgentMessages.cannotStart(
                            "no command specified: neither the definition nor the override of container '"
                                    + launch.id().name() + "' has one, and no command is configured for the image '"
                                    + launch.image() + "'"));
            return;
        }
        ContainerProcess process;
        Map<String, String> environment;
        Optional<HealthProbe> check;
        try {
            ContainerFiles files = ContainerFiles.of(launch, directories);
            environment = files.here(environment(launch));
            check = launch.healthCheck().map(probe -> probe.withCommand(files.here(probe.command())));
            process = start(launch, files, environment, timer);
        } catch (IOException e) {
            directories.ended(launch.id());
            events.failedToStart(launch.id(), AgentMessages.cannotStart(String.valueOf(e.getMessage())));
            return;
        }
        processes.put(launch.id(), process);
        events.started(launch.id());
        process.watch((code, reason) -> {
            directories.ended(launch.id());
            if (!closed) {
                events.exited(launch.id(), code, reason);
            }
        });
        check.ifPresent(probe -> new ProcessProbe(probe, environment, process.directory(), timer, process::ended)
                .repeat(passed -> events.healthChecked(launch.id(), passed)));
    }

    private ContainerProcess start(
            ContainerLaunch launch, ContainerFiles files, Map<String, String> environment, RuntimeTimer timer)
            throws IOException {
        List<String> command = files.here(command(launch));
        WorkingDirectory directory = WorkingDirectory.of(launch.workingDirectory(), files);
        try {
            if (!executable(command.get(0), environment, directory.path())) {
                throw new IOException("exec: \"" + command.get(0) + "\": executable file not found in $PATH");
            }
            return ContainerProcess.start(launch, command, environment, directory, timer);
        } catch (IOException e) {
            directory.remove();
            throw e;
        }
    }

    @Override
    public void outOfMemory(ContainerId container) {
        ContainerProcess process = processes.get(container);
        if (process == null || process.ended()) {
            throw new IllegalStateException(container + " does not run");
        }
        process.outOfMemory();
    }

    @Override
    public void stop(ContainerId container) {
        ContainerProcess process = processes.get(container);
        if (process != null) {
            process.stop();
        }
    }

    @Override
    public void forget(String taskArn) {
        directories.stopped(taskArn);
    }

    @Override
    public String output(ContainerId container) {
        ContainerProcess process = processes.get(container);
        return process == null ? "" : process.output();
    }

    @Override
    public void close() {
        closed = true;
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            // The JVM is shutting down: the hook runs too, and finds nothing left to kill.
        }
        killAll();
    }

    private void killAll() {
        closed = true;
        processes.values().forEach(ContainerProcess::kill);
        processes.values().forEach(process -> process.awaitEnd(5, TimeUnit.SECONDS));
        directories.removeAll();
    }

    private List<String> command(ContainerLaunch launch) {
        List<String> command = new ArrayList<>(launch.entryPoint());
        command.addAll(launch.command());
        return command.isEmpty() ? images.getOrDefault(launch.image(), List.of()) : command;
    }

    private static Map<String, String> environment(ContainerLaunch launch) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String inherited : List.of("PATH", "HOME")) {
            String value = System.getenv(inherited);
            if (value != null) {
                environment.put(inherited, value);
            }
        }
        environment.putAll(launch.environment());
        return environment;
    }

    private static boolean executable(String command, Map<String, String> environment, Path directory) {
        if (command.contains("/")) {
            return Files.isExecutable(directory.resolve(command));
        }
        for (String searched : environment.getOrDefault("PATH", "").split(":", -1)) {
            if (!command.isEmpty() && Files.isExecutable(Path.of(searched, command))) {
                return true;
            }
        }
        return false;
    }
}
