package dev.isthmus.journal;

import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.Recollection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file, as whoever has the lock writes it. It only grows, until it is written anew beside itself and put in its place in one step. What
 * a crash leaves half written is at its end, and is cut off by the next who opens it. One thread at a time.
 */
final class JournalFile implements AutoCloseable {

    /** What the name of a file that is written anew adds to the journal's. */
    static final String NEW = ".new";

    private static final Logger log = LoggerFactory.getLogger(JournalFile.class);

    private final Disk disk;
    private final Path path;
    private FileChannel channel;
    private long length;

    private JournalFile(Disk disk, Path path, FileChannel channel, long length) {
        this.disk = disk;
        this.path = path;
        this.channel = channel;
        this.length = length;
    }

    /**
     * Opens the file, or makes it, and reads it.
     *
     * @param into gets what it holds
     */
    static JournalFile open(Disk disk, Path path, List<JournalEntry> into) throws IOException {
        JournalText text = Files.exists(path) ? JournalText.read(path) : new JournalText(List.of(), 0);
        FileChannel channel =
                disk.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            JournalFile file = new JournalFile(disk, path, channel, text.whole());
            if (text.whole() < channel.size()) {
                log.warn(
                        "{} ends in {} bytes that a crash left half written; they are cut off",
                        path,
                        channel.size() - text.whole());
                channel.truncate(text.whole());
                channel.force(false);
            }
            if (text.whole() == 0) {
                file.append(JournalText.HEADER + "\n");
                syncDirectory(path);
            }
            into.addAll(text.entries());
            return file;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    /** Puts entries at the end; they are durable when this returns, or, when it throws, not there. */
    void append(List<JournalEntry> entries) throws IOException {
        append(lines(entries));
    }

    private void append(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        int size = bytes.remaining();
        try {
            long at = length;
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
            channel.force(false);
        } catch (IOException | RuntimeException e) {
            cutOff(e);
            throw e;
        }
        length += size;
    }

    private void cutOff(Exception cause) {
        try {
            channel.truncate(length);
        } catch (IOException e) {
            // The next append writes over it, from the same place.
            cause.addSuppressed(e);
        }
    }

    /** Writes the file anew with no more than this. When it throws, the file is as it was. */
    void rewrite(Recollection recollection) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + NEW);
        String text = JournalText.HEADER + "\n" + lines(recollection.entries());
        FileChannel next;
        try {
            next = written(fresh, text);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            // What there is of it takes room on a disk that may be full.
            Files.deleteIfExists(fresh);
            throw e;
        }
        syncDirectory(path);
        FileChannel old = channel;
        channel = next;
        length = text.getBytes(StandardCharsets.UTF_8).length;
        closeReplaced(old);
    }

    private FileChannel written(Path fresh, String text) throws IOException {
        FileChannel next = disk.open(
                fresh,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        try {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                next.write(bytes);
            }
            next.force(true);
            return next;
        } catch (IOException | RuntimeException e) {
            next.close();
            throw e;
        }
    }

    private void closeReplaced(FileChannel old) {
        try {
            old.close();
        } catch (IOException e) {
            // Nothing of it is needed any more.
            log.debug("the file that {} replaced cannot be closed", path, e);
        }
    }

    private static String lines(List<JournalEntry> entries) {
        List<String> lines = new ArrayList<>();
        entries.forEach(entry -> lines.add(EntryCodec.write(entry) + "\n"));
        return String.join("", lines);
    }

    /** Makes the name of a new file durable, where the system can. */
    private static void syncDirectory(Path path) {
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows opens no directories; there the name is durable without.
            log.debug("the directory {} cannot be synced", directory, e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
