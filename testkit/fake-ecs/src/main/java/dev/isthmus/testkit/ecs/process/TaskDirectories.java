package dev.isthmus.testkit.ecs.process;

import dev.isthmus.testkit.ecs.runtime.ContainerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The empty volumes of tasks: a directory for each volume of each task, which its containers share. They are removed when the task has
 * stopped and none of its processes is left. Safe to use from any thread.
 */
final class TaskDirectories {
    private static final class Volumes {
        final Map<String, Path> directories = new HashMap<>();
        final Set<ContainerId> running = new HashSet<>();
        boolean stopped;
    }

    private final Map<String, Volumes> tasks = new HashMap<>();

    /** The directory of a volume, made the first time; it stays as long as {@code container} runs, at least. */
    synchronized Path directory(ContainerId container, String volume) throws IOException {
        Volumes volumes = tasks.computeIfAbsent(container.taskArn(), arn -> new Volumes());
        volumes.running.add(container);
        Path known = volumes.directories.get(volume);
        if (known == null) {
            known = Files.createTempDirectory("fake-ecs-volume-");
            volumes.directories.put(volume, known);
        }
        return known;
    }

    /** A container's processes have ended, or never were. */
    synchronized void ended(ContainerId container) {
        Volumes volumes = tasks.get(container.taskArn());
        if (volumes != null) {
            volumes.running.remove(container);
            removeIfUnused(container.taskArn(), volumes);
        }
    }

    /** The task has stopped: no container of it will start. */
    synchronized void stopped(String taskArn) {
        Volumes volumes = tasks.get(taskArn);
        if (volumes != null) {
            volumes.stopped = true;
            removeIfUnused(taskArn, volumes);
        }
    }

    /** Removes all, whatever still runs. */
    synchronized void removeAll() {
        tasks.values().forEach(volumes -> volumes.directories.values().forEach(WorkingDirectory::remove));
        tasks.clear();
    }

    private void removeIfUnused(String taskArn, Volumes volumes) {
        if (volumes.stopped && volumes.running.isEmpty()) {
            volumes.directories.values().forEach(WorkingDirectory::remove);
            tasks.remove(taskArn);
        }
    }
}
