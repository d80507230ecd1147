package dev.isthmus.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open lock file.
 *
 * @param identity tells it from any other file that was or will be at its place; empty where the system does not say
 */
record LockFile(FileChannel channel, Optional<Object> identity) {

    private static final Logger log = LoggerFactory.getLogger(LockFile.class);

    /**
     * Those that a driver of another class loader of this process has locked: if they were closed, its lock would be gone. Of a file, one thread at a time.
     */
    private static final Map<Path, LockFile> LEFT_OPEN = new ConcurrentHashMap<>();

    /** Opens the file, which is made if it is not there. */
    static LockFile open(Path file) throws IOException {
        LockFile left = LEFT_OPEN.remove(file);
        if (left != null) {
            return left;
        }
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

    /** Whether somebody has locked the file, without leaving a trace: neither what stands in it nor its time changes. */
    static boolean isLocked(Path file) throws IOException {
        LockFile opened = open(file);
        boolean close = true;
        try (FileLock shared = opened.channel().tryLock(0, Long.MAX_VALUE, true)) {
            // Of one that is no longer at its place, somebody has just put another there.
            return shared == null || !opened.isAt(file);
        } catch (OverlappingFileLockException e) {
            close = !opened.isLeftOpen(file);
            return true;
        } finally {
            if (close) {
                opened.channel().close();
            }
        }
    }

    /** Leaves it open, if it is the one that a driver of another class loader has locked: if another is at its place, that driver has lost it. */
    boolean isLeftOpen(Path file) throws IOException {
        boolean left = isAt(file);
        if (left) {
            LEFT_OPEN.put(file, this);
        }
        return left;
    }

    /** Whether one was left open there. */
    static boolean hasBeenLeftOpen(Path file) {
        return LEFT_OPEN.containsKey(file);
    }

    /** Whether this file is what is at the path now: it may have gone with its journal, or another be in its place. */
    boolean isAt(Path file) throws IOException {
        return Files.exists(file) && identity(file).equals(identity);
    }
}
