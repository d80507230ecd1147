package dev.isthmus.journal;

import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.settings.Setting;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The journal {@code file}: one file for each cluster and framework id, under {@link #DIRECTORY}. */
public final class FileJournalProvider implements JournalProvider {

    /** Where the files are. */
    public static final Setting<Path> DIRECTORY = new Setting<>(
            "ISTHMUS_JOURNAL_DIR",
            "The directory of the file journal; the drivers of one framework that take over from each other need the same. By"
                    + " default .isthmus/journal in the home directory.",
            "",
            FileJournalProvider::directory);

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** File names of most systems end at 255 bytes; some are left for what is appended. */
    private static final int LONGEST_NAME = 200;

    /** For {@link java.util.ServiceLoader}. */
    public FileJournalProvider() {}

    @Override
    public String name() {
        return "file";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(DIRECTORY);
    }

    @Override
    public Journal open(Context context) {
        Path path = path(context.settings().get(DIRECTORY), context.key());
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            return open(path, context);
        } catch (IOException e) {
            throw new JournalException(
                    "The journal " + path + " of " + context.key() + " cannot be opened: " + e
                            + ". Make its directory writable, or set " + DIRECTORY.name() + " to one that is",
                    e);
        }
    }

    private static Journal open(Path path, Context context) throws IOException {
        JournalLock lock = JournalLock.take(path, PATIENCE);
        JournalFile file = null;
        boolean opened = false;
        try {
            List<JournalEntry> entries = new ArrayList<>();
            file = JournalFile.open(path, entries);
            FileJournal journal = new FileJournal(
                    file, lock, entries, context.key().framework().value(), context.clock(), context.taken());
            journal.start();
            opened = true;
            return journal;
        } finally {
            if (!opened) {
                if (file != null) {
                    file.close();
                }
                lock.close();
            }
        }
    }

    static Path path(Path directory, JournalKey key) {
        return directory
                .resolve(fileName(key.cluster()))
                .resolve(fileName(key.framework().value()) + ".journal");
    }

    /** Text as the name of a file: readable where it can be, and different for different texts. */
    private static String fileName(String text) {
        String name = URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace(".", "%2E");
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 40) + "-" + Digest.of(text);
    }

    private static Path directory(String text) {
        return text.isEmpty() ? Path.of(System.getProperty("user.home", "."), ".isthmus", "journal") : Path.of(text);
    }
}
