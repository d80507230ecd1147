package dev.isthmus.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** Opens the files that are written; put in between so that a test can let the disk fail. */
@FunctionalInterface
interface Disk {

    /** The disk itself. */
    Disk REAL = FileChannel::open;

    /** As {@link FileChannel#open(Path, OpenOption...)}. */
    FileChannel open(Path path, OpenOption... options) throws IOException;
}
