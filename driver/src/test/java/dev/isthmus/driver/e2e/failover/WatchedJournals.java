package dev.isthmus.driver.e2e.failover;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.journal.MasterJournalSnapshot;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.journal.zookeeper.ZooKeeperJournalProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * The journal in ZooKeeper, and somebody who watches what is asked of it: which acknowledgements were durable when it was opened, and what the one
 * who opened it was told.
 */
public final class WatchedJournals implements JournalProvider {

    /** What {@code ISTHMUS_JOURNAL} is set to for it. */
    static final String NAME = "watched";

    private static final Set<LaunchId> DURABLE = ConcurrentHashMap.newKeySet();
    private static final List<Opening> OPENINGS = new CopyOnWriteArrayList<>();

    private final JournalProvider real = new ZooKeeperJournalProvider();

    /**
     * One opening of a journal.
     *
     * @param durable launches of which a completed write had said, when it began, that their end was acknowledged
     * @param recalled what it found
     * @param closed nothing left when it is closed
     */
    record Opening(Set<LaunchId> durable, JournalSnapshot recalled, CountDownLatch closed) {}

    /** For {@link java.util.ServiceLoader}. */
    public WatchedJournals() {}

    /** A class loader that knows of it, for the thread that starts a driver. */
    static URLClassLoader loader(Path folder) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(JournalProvider.class.getName()), WatchedJournals.class.getName() + "\n");
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, WatchedJournals.class.getClassLoader());
    }

    /** The newest opening. */
    static Opening last() {
        return OPENINGS.get(OPENINGS.size() - 1);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int priority() {
        return DEFAULT_PRIORITY - 1;
    }

    @Override
    public List<Setting<?>> settings() {
        return real.settings();
    }

    @Override
    public Journal open(Context context) {
        Set<LaunchId> durable = Set.copyOf(DURABLE);
        Journal journal = real.open(context);
        Opening opening = new Opening(durable, journal.recall(), new CountDownLatch(1));
        OPENINGS.add(opening);
        return new Watched(journal, opening.closed());
    }

    @Override
    public JournalContent look(JournalKey key, Settings settings) {
        return real.look(key, settings);
    }

    private record Watched(Journal journal, CountDownLatch closed) implements Journal {

        @Override
        public JournalSnapshot recall() {
            return journal.recall();
        }

        @Override
        public MasterJournalSnapshot recallMaster() {
            return journal.recallMaster();
        }

        @Override
        public boolean tookOver() {
            return journal.tookOver();
        }

        @Override
        public Epoch epoch() {
            return journal.epoch();
        }

        @Override
        public Standing standing() {
            return journal.standing();
        }

        @Override
        public CompletionStage<Void> write(JournalFact fact) {
            return journal.write(fact).thenAccept(done -> {
                if (fact instanceof JournalEntry.Acknowledged end) {
                    DURABLE.add(end.launch());
                }
            });
        }

        @Override
        public void close() {
            journal.close();
            closed.countDown();
        }
    }
}
