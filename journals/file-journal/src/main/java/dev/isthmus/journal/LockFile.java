package dev.isthmus.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open lock file.
 *
 * @param identity tells it from any other file that was or will be at its place; empty where the system does not say
 */
record LockFile(FileChannel channel, Optional<Object> identity) {

    private static final Logger log = LoggerFactory.getLogger(LockFile.class);

    /** Opens the file, which is made if it is not there. */
    static LockFile open(Path file) throws IOException {
        while (true) {
            if (!Files.exists(file)) {
                Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                        .close();
            }
            // Asked before it is opened: if it is the same once it is locked, it is the one that was opened.
            Optional<Object> identity = identity(file);
            try {
                return new LockFile(
                        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE), identity);
            } catch (NoSuchFileException e) {
                log.debug("{} went with its journal just now", file);
            }
        }
    }

    static Optional<Object> identity(Path file) throws IOException {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Whether this file is what is at the path now: it may have gone with its journal, or another be in its place. */
    boolean isAt(Path file) throws IOException {
        return Files.exists(file) && identity(file).equals(identity);
    }
}
