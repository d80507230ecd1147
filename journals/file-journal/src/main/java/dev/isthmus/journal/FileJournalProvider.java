package dev.isthmus.journal;

import dev.isthmus.api.failure.FileProblem;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalOwner;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The journal {@code file}: one file for each cluster and framework id, and one for its master, in {@link #DIRECTORY}. */
public final class FileJournalProvider implements JournalProvider {

    /** Where the files are. */
    public static final Setting<Path> DIRECTORY = new Setting<>(
            "ISTHMUS_JOURNAL_DIR",
            "The directory of the file journal; the same for all drivers of one framework that take over from each other. By "
                    + "default .isthmus/journal in the home directory.",
            "",
            FileJournalProvider::directory);

    /** What the name of every journal ends in. */
    static final String SUFFIX = ".journal";

    /** The name of a master's: no id of a framework comes to it, since what is encoded has no such character. */
    private static final String MASTER = "@master";

    /** How long another driver that cannot be fenced may take to let go. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** File names of most systems end at 255 bytes; some are left for what is appended. */
    private static final int LONGEST_NAME = 200;

    private final Disk disk;
    private final Duration patience;

    /** For {@link java.util.ServiceLoader}. */
    public FileJournalProvider() {
        this(Disk.REAL, PATIENCE);
    }

    FileJournalProvider(Disk disk, Duration patience) {
        this.disk = disk;
        this.patience = patience;
    }

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
        Path directory = ofCluster(context.settings().get(DIRECTORY), context.key());
        Path path = path(context.settings().get(DIRECTORY), context.key());
        FileJournal journal;
        try {
            Files.createDirectories(directory);
            journal = open(path, context);
        } catch (TakenOverException e) {
            throw new JournalException(
                    "The journal " + path + " of " + context.key()
                            + " was taken over by another driver while this one opened it. That one has the framework now; if it should not"
                            + " be there, stop it and start this one again",
                    e);
        } catch (IOException e) {
            throw new JournalException(
                    "The journal " + path + " of " + context.key() + " cannot be opened: " + reason(path, e)
                            + ", or set " + DIRECTORY.name() + " to another directory",
                    e);
        }
        EndedJournals.delete(directory, context.clock().instant());
        return journal;
    }

    private static String reason(Path path, IOException e) {
        if (e instanceof FileAlreadyExistsException file) {
            return file.getFile() + " is a file and should be a directory. Move it away";
        }
        if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + " is not accessible. Let this user write there";
        }
        return FileProblem.words(path, e) + ". Mend that";
    }

    private FileJournal open(Path path, Context context) throws IOException {
        JournalLock.Outcome outcome = JournalLock.take(path, context.key().toString(), patience);
        JournalLock lock = outcome.lock().orElse(null);
        JournalFile file = null;
        boolean opened = false;
        try {
            boolean alone = lock != null;
            if (!alone) {
                JournalFile.rehearse(disk, path);
            }
            EpochFile epoch =
                    EpochFile.take(disk, path, context.clock().instant().getEpochSecond());
            if (lock == null || !lock.isInPlace()) {
                JournalLock orphan = lock;
                lock = JournalLock.replace(disk, path, epoch.epoch());
                if (orphan != null) {
                    orphan.close();
                }
            }
            List<JournalFact> facts = new ArrayList<>();
            file = JournalFile.open(disk, path, epoch, alone, facts);
            FileJournal journal = new FileJournal(file, epoch, lock, outcome.tookOver(), facts, context);
            journal.start();
            opened = true;
            return journal;
        } finally {
            if (!opened) {
                release(lock, file);
            }
        }
    }

    private static void release(@Nullable JournalLock lock, @Nullable JournalFile file) throws IOException {
        try (lock) {
            if (file != null) {
                file.close();
            }
        }
    }

    @Override
    public JournalContent look(JournalKey key, Settings settings) {
        Path path = path(settings.get(DIRECTORY), key);
        try {
            return Files.exists(path) ? JournalContent.of(JournalText.read(path).facts()) : JournalContent.NOTHING;
        } catch (NoSuchFileException e) {
            // Its time was over just now.
            return JournalContent.NOTHING;
        } catch (IOException e) {
            throw new JournalException("The journal " + path + " of " + key + " cannot be read: " + reason(path, e), e);
        }
    }

    @Override
    public Hold hold(JournalKey key, Settings settings) {
        Path path = path(settings.get(DIRECTORY), key);
        try {
            return JournalLock.isHeld(path) ? Hold.HELD : Hold.FREE;
        } catch (IOException e) {
            throw new JournalException(
                    "Whether a driver has the journal " + path + " of " + key + " cannot be seen: " + reason(path, e),
                    e);
        }
    }

    /** Whose it is, in short. */
    static String name(JournalOwner owner) {
        return owner.fold(framework -> framework.id().value(), master -> "master");
    }

    /** Whether a journal is that of a master. */
    static boolean isOfMaster(Path journal) {
        String name = String.valueOf(journal.getFileName());
        return name.startsWith(MASTER + SUFFIX);
    }

    static Path path(Path directory, JournalKey key) {
        return ofCluster(directory, key)
                .resolve(key.owner().fold(its -> fileName(its.id().value()), master -> MASTER) + SUFFIX);
    }

    private static Path ofCluster(Path directory, JournalKey key) {
        return directory.resolve(fileName(key.cluster()));
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
