package dev.isthmus.journal;

import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalException;
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
 * The file: a first line that says what it is, then a line an entry. It only grows, until it is written anew beside itself and put in
 * its place in one step. What a crash leaves half written is at its end, and is cut off by the next who opens it. One thread at a time.
 */
final class JournalFile implements AutoCloseable {

    static final String HEADER = "isthmus-journal 1";
    private static final Logger log = LoggerFactory.getLogger(JournalFile.class);

    private final Path path;
    private FileChannel channel;
    private long length;

    private JournalFile(Path path, FileChannel channel, long length) {
        this.path = path;
        this.channel = channel;
        this.length = length;
    }

    /**
     * Opens the file, or makes it, and reads it.
     *
     * @param into gets what it holds
     */
    static JournalFile open(Path path, List<JournalEntry> into) throws IOException {
        boolean fresh = !Files.exists(path);
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            long good = fresh ? 0 : read(path, into);
            JournalFile file = new JournalFile(path, channel, good);
            if (good == 0) {
                file.append(HEADER + "\n");
                syncDirectory(path);
            } else if (good < channel.size()) {
                log.warn(
                        "{} ends in {} bytes that a crash left half written; they are cut off",
                        path,
                        channel.size() - good);
                channel.truncate(good);
                channel.force(false);
            }
            return file;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** How many bytes of the file are whole. */
    private static long read(Path path, List<JournalEntry> into) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        long good = 0;
        int number = 0;
        int start = 0;
        for (int end = indexOfLineEnd(bytes, start); end >= 0; end = indexOfLineEnd(bytes, start)) {
            String line = new String(bytes, start, end - start, StandardCharsets.UTF_8);
            number++;
            try {
                if (number > 1) {
                    into.add(EntryCodec.read(line));
                } else if (!line.equals(HEADER)) {
                    throw new IllegalArgumentException("it should be '" + HEADER + "'");
                }
            } catch (IllegalArgumentException e) {
                if (indexOfLineEnd(bytes, end + 1) < 0 && number > 1) {
                    // The last line: a crash may have put down its end before its middle.
                    return good;
                }
                throw new JournalException(
                        "The journal " + path + " is damaged in line " + number + ": " + e.getMessage()
                                + ". Restore it, or move it away: then the ends of tasks of the last hours may be told a second time",
                        e);
            }
            start = end + 1;
            good = start;
        }
        return good;
    }

    private static int indexOfLineEnd(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
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
        } catch (IOException e) {
            cutOff(e);
            throw e;
        }
        length += size;
    }

    private void cutOff(IOException cause) {
        try {
            channel.truncate(length);
        } catch (IOException e) {
            // The next append writes over it, from the same place.
            cause.addSuppressed(e);
        }
    }

    /** Writes the file anew with no more than this. */
    void rewrite(Recollection recollection) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        FileChannel next = FileChannel.open(
                fresh,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        try {
            ByteBuffer bytes =
                    ByteBuffer.wrap((HEADER + "\n" + lines(recollection.entries())).getBytes(StandardCharsets.UTF_8));
            long size = bytes.remaining();
            while (bytes.hasRemaining()) {
                next.write(bytes);
            }
            next.force(true);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncDirectory(path);
            FileChannel old = channel;
            channel = next;
            length = size;
            old.close();
        } catch (IOException e) {
            if (channel != next) {
                next.close();
            }
            throw e;
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
