package dev.isthmus.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A new directory for the journals of the frameworks of one fake cluster. It lives as long as the cluster: so a framework fails over, stays away and
 * comes back as on a cluster of AWS, and nothing remembers a cluster that is gone.
 *
 * @param path where it is
 */
public record JournalDirectory(Path path) implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(JournalDirectory.class.getName());

    /**
     * A new one, empty, among the temporary files of this machine.
     *
     * @throws UncheckedIOException if it cannot be made
     */
    public static JournalDirectory make() {
        try {
            return new JournalDirectory(Files.createTempDirectory("isthmus-fake-journal-"));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "no directory for the journals of frameworks can be made among the temporary files: " + e, e);
        }
    }

    /** Removes it and what is in it; again does nothing. */
    @Override
    public void close() {
        if (!Files.exists(path)) {
            return;
        }
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
            // A framework that has not ended yet may write into it.
            LOG.log(
                    Level.WARNING,
                    "The journals of the frameworks of this cluster cannot be removed: {0}",
                    e.toString());
        }
    }
}
