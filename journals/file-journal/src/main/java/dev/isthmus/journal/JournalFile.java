package dev.isthmus.journal;

import dev.isthmus.api.failure.FileProblem;
import dev.isthmus.api.journal.EntryCodec;
import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalFact;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file, as one opening writes it. It is append-only, until it is rewritten to a new file that replaces it atomically. A crash can leave
 * a half written line at the end, which the next opening ignores. One thread at a time.
 *
 * <p>Each opening replaces the file with one of its own. A fenced driver may be in the middle of a write and continue it when it resumes:
 * it then writes to a file that nobody reads any more. If it was about to put a new file in place, that file no longer exists: whoever
 * fences a driver deletes it.
 */
final class JournalFile implements AutoCloseable {

    /** What the name of a file that is written anew adds to the journal's. */
    static final String NEW = ".new";

    private static final Logger log = LoggerFactory.getLogger(JournalFile.class);

    private final Disk disk;
    private final Path path;
    private final EpochFile epoch;
    private FileChannel channel;
    private long length;

    private JournalFile(Disk disk, Path path, EpochFile epoch, FileChannel channel, long length) {
        this.disk = disk;
        this.path = path;
        this.epoch = epoch;
        this.channel = channel;
        this.length = length;
    }

    /**
     * Tries whether a journal could be opened that a driver has: reads it, and sees whether there is room for another. When this throws, nobody
     * has been disturbed.
     */
    static void rehearse(Disk disk, Path path) throws IOException {
        Path trial = path.resolveSibling(path.getFileName() + NEW);
        try {
            written(disk, trial, text(path, read(path).facts())).close();
        } finally {
            disk.remove(trial);
        }
    }

    /**
     * Opens the file, or makes it, and reads it.
     *
     * @param epoch of the opening; all before it are fenced
     * @param alone whether no driver had it, so that it can be gone on with as it is if there is no room for another
     * @param into gets what it holds
     * @throws TakenOverException if another opening has come meanwhile
     */
    static JournalFile open(Disk disk, Path path, EpochFile epoch, boolean alone, List<JournalFact> into)
            throws IOException {
        removeFresh(disk, path, epoch);
        JournalText text = read(path);
        into.addAll(text.facts());
        try {
            return replaced(disk, path, epoch, text(path, text.facts()));
        } catch (IOException e) {
            if (!alone || e instanceof TakenOverException) {
                throw e;
            }
            log.debug("{} is gone on with as it is", path, e);
            return inPlace(disk, path, epoch, text);
        }
    }

    private static JournalText read(Path path) throws IOException {
        if (!Files.exists(path)) {
            return new JournalText(List.of(), 0);
        }
        JournalText text = JournalText.read(path);
        long half = Files.size(path) - text.whole();
        if (half > 0) {
            log.warn("{} ends in {} bytes that were left half written; they are cut off", path, half);
        }
        return text;
    }

    /** Of a rewriting that was not finished, so that it never is. */
    private static void removeFresh(Disk disk, Path path, EpochFile epoch) throws IOException {
        String begin = path.getFileName() + ".";
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                path.toAbsolutePath().getParent(),
                file -> file.getFileName().toString().startsWith(begin)
                        && file.getFileName().toString().endsWith(NEW))) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (isOlder(name.substring(begin.length() - 1, name.length() - NEW.length()), epoch)) {
                    disk.remove(file);
                }
            }
        }
    }

    /** Of an earlier epoch, such as {@code .7}, or of none. That of a later one is its own. */
    private static boolean isOlder(String number, EpochFile epoch) {
        return !number.matches("\\.[0-9]{1,18}")
                || Long.parseLong(number.substring(1)) < epoch.epoch().number();
    }

    private static Path fresh(Path path, EpochFile epoch) {
        return path.resolveSibling(path.getFileName() + "." + epoch.epoch() + NEW);
    }

    private static JournalFile inPlace(Disk disk, Path path, EpochFile epoch, JournalText text) throws IOException {
        FileChannel channel =
                disk.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            JournalFile file = new JournalFile(disk, path, epoch, channel, text.whole());
            if (text.whole() < channel.size()) {
                channel.truncate(text.whole());
                channel.force(false);
            }
            if (text.whole() == 0) {
                file.append(JournalText.header(path) + "\n");
                syncDirectory(path);
            }
            return file;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static JournalFile replaced(Disk disk, Path path, EpochFile epoch, String text) throws IOException {
        return new JournalFile(
                disk, path, epoch, placed(disk, path, epoch, text), text.getBytes(StandardCharsets.UTF_8).length);
    }

    Path path() {
        return path;
    }

    Disk disk() {
        return disk;
    }

    /** Puts facts at the end; they are durable when this returns, or, when it throws, not there. */
    void append(List<JournalFact> facts) throws IOException {
        append(lines(facts));
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
    void rewrite(JournalContent content) throws IOException {
        String text = text(path, content.facts());
        FileChannel next = placed(disk, path, epoch, text);
        FileChannel old = channel;
        channel = next;
        length = text.getBytes(StandardCharsets.UTF_8).length;
        closeReplaced(old);
    }

    /** A new file with this text, in the place of the journal. */
    private static FileChannel placed(Disk disk, Path path, EpochFile epoch, String text) throws IOException {
        Path fresh = fresh(path, epoch);
        FileChannel next = null;
        boolean placed = false;
        try {
            next = written(disk, fresh, text);
            // Whoever fences this opening after the look takes the fresh file away, and only then reads what is there.
            if (!epoch.stands()) {
                throw new TakenOverException();
            }
            disk.replace(fresh, path);
            syncDirectory(path);
            placed = true;
            return next;
        } catch (IOException e) {
            if (!epoch.stands()) {
                throw new TakenOverException();
            }
            throw e;
        } finally {
            if (!placed) {
                // What there is of it takes room on a disk that may be full.
                disk.remove(fresh);
                if (next != null) {
                    next.close();
                }
            }
        }
    }

    private static FileChannel written(Disk disk, Path fresh, String text) throws IOException {
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

    private static String text(Path path, List<JournalFact> facts) {
        return JournalText.header(path) + "\n" + lines(facts);
    }

    private static String lines(List<JournalFact> facts) {
        List<String> lines = new ArrayList<>();
        facts.forEach(fact -> lines.add(EntryCodec.write(fact) + "\n"));
        return String.join("", lines);
    }

    /** Makes the name of a new file durable, where the system can. */
    static void syncDirectory(Path path) {
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

    /** Why it could not be read or written, for the user. */
    String words(Exception cause) {
        return cause instanceof IOException io ? FileProblem.words(path, io) : cause.toString();
    }
}
