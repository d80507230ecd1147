package dev.isthmus.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** File operations of a journal, behind an interface so that a test can make the disk fail, or the process die, at any step. */
@FunctionalInterface
interface Disk {

    /** The disk itself. */
    Disk REAL = FileChannel::open;

    /** As {@link FileChannel#open(Path, OpenOption...)}. */
    FileChannel open(Path path, OpenOption... options) throws IOException;

    /** As {@link Files#readAllBytes}. The file is opened anew, so that a network disk asks its server for it. */
    default byte[] read(Path path) throws IOException {
        return Files.readAllBytes(path);
    }

    /** Puts a file in the place of another, if there is one, in one step. */
    default void replace(Path fresh, Path path) throws IOException {
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Takes a file away, if it is there. */
    default void remove(Path path) throws IOException {
        Files.deleteIfExists(path);
    }
}
