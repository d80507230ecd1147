package dev.isthmus.journal;

import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.testkit.contract.journal.ExaminedJournals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Journals in the files of a directory of their own, on a disk that can fail. */
final class ExaminedFiles implements ExaminedJournals {

    /** How long a driver waits for one that has the lock and no epoch. */
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private final FaultyDisk disk = new FaultyDisk();
    private final FileJournalProvider provider = new FileJournalProvider(disk, PATIENCE);
    private final Path directory;

    ExaminedFiles() throws IOException {
        directory = Files.createTempDirectory("journals");
    }

    @Override
    public JournalProvider provider() {
        return provider;
    }

    @Override
    public Settings settings() {
        return Settings.builder()
                .set(FileJournalProvider.DIRECTORY, directory.toString())
                .build();
    }

    @Override
    public void failWrites() {
        disk.fail("No space left on device");
    }

    @Override
    public void restoreWrites() {
        disk.work();
    }

    @Override
    public void fallSilent() {
        disk.fallSilent();
    }

    @Override
    public void answerAgain() {
        disk.answerAgain();
    }

    @Override
    public void failReads() {
        disk.failReads("Stale file handle");
    }

    @Override
    public void restoreReads() {
        disk.restoreReads();
    }

    @Override
    public ExaminedJournals afterAPowerCut() {
        try {
            ExaminedFiles left = new ExaminedFiles();
            for (Path file : files()) {
                if (file.toString().endsWith(FileJournalProvider.SUFFIX)) {
                    Path copy = left.directory.resolve(directory.relativize(file));
                    Files.createDirectories(copy.getParent());
                    byte[] durable = disk.durable(file);
                    Files.write(copy, durable);
                    left.disk.isSynced(copy, durable.length);
                } else if (file.toString().contains(FileJournalProvider.SUFFIX + ".epoch-")) {
                    Path copy = left.directory.resolve(directory.relativize(file));
                    Files.createDirectories(copy.getParent());
                    Files.write(copy, disk.durable(file));
                }
            }
            return left;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.toList();
        }
    }

    @Override
    public void close() {
        try {
            for (Path file : files().stream().sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
