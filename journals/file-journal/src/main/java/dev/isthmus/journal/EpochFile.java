package dev.isthmus.journal;

import dev.isthmus.api.identity.Epoch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The epoch of an opening: a file beside the journal with the number in its name, which exists until a newer opening deletes it. So the
 * fence is that a file is missing, and to check it one opens a file that one has created oneself: a network file system asks its server for
 * that, while it may report for a long time from its cache that a file does not exist yet.
 *
 * <p>No lock is held while an epoch is taken, because a process can be suspended while it holds any lock. A new opening creates the file
 * with the next number, which only one process can; checks whether a higher one has appeared meanwhile, and if so tries again; and deletes
 * the lower ones. If two exist at the same time, the higher one checks after it was created, and finds the lower.
 */
final class EpochFile {

    private static final Logger log = LoggerFactory.getLogger(EpochFile.class);
    private static final String MARK = ".epoch-";

    private final Disk disk;
    private final Path path;
    private final Epoch epoch;
    /** Nobody else's: the numbers begin anew once a journal was deleted with all that belongs to it. */
    private final byte[] content;

    private EpochFile(Disk disk, Path path, Epoch epoch, byte[] content) {
        this.disk = disk;
        this.path = path;
        this.epoch = epoch;
        this.content = content;
    }

    /**
     * Takes the next epoch of a journal; from then on all before it are fenced.
     *
     * @param least what it is at least: above all that the framework had in another journal, if that is the time in seconds, as it is in all of ours
     */
    static EpochFile take(Disk disk, Path journal, long least) throws IOException {
        long number = Math.max(least, 1) - 1;
        while (true) {
            // A listing may be stale; a file that is there cannot be made.
            number = Math.max(number, newest(journal)) + 1;
            EpochFile made;
            try {
                made = make(disk, file(journal, number), new Epoch(number));
            } catch (FileAlreadyExistsException e) {
                log.debug("another driver has just taken epoch {} of {}", number, journal);
                continue;
            }
            if (newest(journal) == number) {
                for (long lower : numbers(journal)) {
                    if (lower < number) {
                        disk.remove(file(journal, lower));
                    }
                }
                JournalFile.syncDirectory(journal);
                return made;
            }
            disk.remove(made.path);
        }
    }

    private static EpochFile make(Disk disk, Path path, Epoch epoch) throws IOException {
        String words = "process " + ProcessHandle.current().pid() + ", " + UUID.randomUUID() + "\n";
        byte[] content = words.getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = disk.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            try {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                // A full disk: that the file is there is enough.
                channel.truncate(0);
                content = new byte[0];
                log.debug("{} stays empty", path, e);
            }
            channel.force(true);
        }
        JournalFile.syncDirectory(path);
        return new EpochFile(disk, path, epoch, content);
    }

    private static Path file(Path journal, long number) {
        return journal.resolveSibling(journal.getFileName() + MARK + number);
    }

    private static long newest(Path journal) throws IOException {
        return numbers(journal).stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private static List<Long> numbers(Path journal) throws IOException {
        String begin = journal.getFileName() + MARK;
        List<Long> numbers = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                journal.toAbsolutePath().getParent(),
                file -> file.getFileName().toString().startsWith(begin))) {
            for (Path file : files) {
                String number = file.getFileName().toString().substring(begin.length());
                if (number.matches("[1-9][0-9]{0,17}")) {
                    numbers.add(Long.valueOf(number));
                }
            }
        }
        return numbers;
    }

    Epoch epoch() {
        return epoch;
    }

    Path path() {
        return path;
    }

    /**
     * Whether no newer opening has taken it away.
     *
     * @throws IOException if that cannot be learnt now; it may or may not stand
     */
    boolean stands() throws IOException {
        try {
            return Arrays.equals(disk.read(path), content);
        } catch (NoSuchFileException e) {
            if (!Files.isDirectory(path.resolveSibling("."))) {
                // A disk that is not there just now, and not a file that somebody took away.
                throw e;
            }
            return false;
        }
    }
}
