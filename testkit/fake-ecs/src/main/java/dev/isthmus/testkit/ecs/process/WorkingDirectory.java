package dev.isthmus.testkit.ecs.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where a container's processes start: the directory that its definition names, or else one of its own, empty at first and removed with
 * the container, as the file system of a container is.
 */
final class WorkingDirectory {
    private static final Logger LOG = Logger.getLogger(WorkingDirectory.class.getName());

    private final Path path;
    private final boolean own;

    private WorkingDirectory(Path path, boolean own) {
        this.path = path;
        this.own = own;
    }

    /**
     * The directory that a definition names, or a new one. One in a volume of the task is made, as Docker makes it.
     *
     * @throws IOException if it is not there or cannot be made
     */
    static WorkingDirectory of(Optional<String> named, ContainerFiles files) throws IOException {
        if (named.isEmpty()) {
            return new WorkingDirectory(Files.createTempDirectory("fake-ecs-container-"), true);
        }
        return new WorkingDirectory(files.workingDirectory(named.get()), false);
    }

    Path path() {
        return path;
    }

    /** Removes it and what is in it, if it is the container's own. */
    void remove() {
        if (own) {
            remove(path);
        }
    }

    /** Removes a directory and what is in it. Links are removed, not followed. */
    static void remove(Path path) {
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                        throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "The directory of a container or a task that has ended cannot be removed: " + path,
                    e);
        }
    }
}
