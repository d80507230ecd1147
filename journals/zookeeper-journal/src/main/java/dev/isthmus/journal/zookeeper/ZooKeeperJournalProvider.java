package dev.isthmus.journal.zookeeper;

import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.journal.zookeeper.znode.JournalZnodes;
import dev.isthmus.journal.zookeeper.znode.Layout;
import dev.isthmus.journal.zookeeper.znode.SessionEvents;
import dev.isthmus.zookeeper.DigestCredentials;
import dev.isthmus.zookeeper.Ensemble;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The journal {@code zookeeper}: a few znodes for each cluster and framework id, and for its master, below the path of {@link #SERVERS}. It is available once
 * that is set, and is then preferred to the journal in a file.
 *
 * @since 0.1
 */
public final class ZooKeeperJournalProvider implements JournalProvider {

    /** Where ZooKeeper is, and below which path the journals are. */
    public static final Setting<Optional<String>> SERVERS = Setting.optionalText(
            "ISTHMUS_JOURNAL_ZK",
            "Keeps the journal in ZooKeeper: servers and a path, such as zk1:2181,zk2:2181,zk3:2181/isthmus; the same for all "
                    + "drivers of one framework that take over from each other. The default path is /isthmus.");

    /** The file with user and password. */
    public static final Setting<Optional<Path>> CREDENTIALS = new Setting<>(
            "ISTHMUS_JOURNAL_ZK_CREDENTIALS",
            "A file whose first line is user:password, for the journal in ZooKeeper (scheme digest); only that user can then "
                    + "read and write the journals it creates. If not set, everybody can.",
            "",
            text -> text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text)));

    /** Where the journals are when no path is given. */
    private static final String DEFAULT_PATH = "/isthmus";
    /** For how long an opening waits for ZooKeeper. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final JournalZnodes.Connector connector;
    private final Duration patience;
    private final Duration standing;
    private final LongSupplier nanos;

    /** For {@link java.util.ServiceLoader}. */
    public ZooKeeperJournalProvider() {
        this(ClientZnodes.lasting(ClientZnodes.SESSION), PATIENCE, ZooKeeperJournal.STANDING, System::nanoTime);
    }

    /**
     * With other servers, patience and time.
     *
     * @param nanos time that only goes forward, in nanoseconds since any moment
     */
    ZooKeeperJournalProvider(
            JournalZnodes.Connector connector, Duration patience, Duration standing, LongSupplier nanos) {
        this.connector = connector;
        this.patience = patience;
        this.standing = standing;
        this.nanos = nanos;
    }

    @Override
    public String name() {
        return "zookeeper";
    }

    /** Whoever has said where ZooKeeper is wants it. */
    @Override
    public int priority() {
        return DEFAULT_PRIORITY + 1;
    }

    @Override
    public Optional<String> unavailableReason(Settings settings) {
        // What is wrong with it is said by open: a journal that is wanted is not passed over for another.
        return settings.get(SERVERS).isPresent()
                ? Optional.empty()
                : Optional.of(SERVERS.name() + " is not set, which says where ZooKeeper is");
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(SERVERS, CREDENTIALS);
    }

    @Override
    public Journal open(Context context) {
        Ensemble ensemble = ensemble(context.settings());
        Optional<DigestCredentials> credentials = credentials(context.settings());
        Layout layout = Layout.of(ensemble.path(), context.key());
        SessionEvents events = new SessionEvents();
        JournalZnodes znodes = connector.connect(ensemble, credentials, events);
        boolean open = false;
        try {
            Opening.Opened opened =
                    new Opening(znodes, layout, context.key(), ensemble, context.clock(), patience).open();
            ZooKeeperJournal journal = new ZooKeeperJournal(znodes, layout, opened, events, context, standing, nanos);
            journal.start();
            open = true;
            EndedZnodes.delete(znodes, layout, context.clock().instant());
            return journal;
        } finally {
            if (!open) {
                znodes.close();
            }
        }
    }

    @Override
    public JournalContent look(JournalKey key, Settings settings) {
        return asked(key, settings, Opening::look);
    }

    @Override
    public Hold hold(JournalKey key, Settings settings) {
        return asked(key, settings, Opening::isHeld) ? Hold.HELD : Hold.FREE;
    }

    private <T> T asked(JournalKey key, Settings settings, Function<Opening, T> question) {
        Ensemble ensemble = ensemble(settings);
        Layout layout = Layout.of(ensemble.path(), key);
        SessionEvents events = new SessionEvents();
        JournalZnodes znodes = connector.connect(ensemble, credentials(settings), events);
        try {
            return question.apply(new Opening(znodes, layout, key, ensemble, InstantSource.system(), patience));
        } finally {
            events.end();
            znodes.close();
        }
    }

    private static Ensemble ensemble(Settings settings) {
        return ensemble(settings.get(SERVERS)
                .orElseThrow(() ->
                        new JournalException(SERVERS.name() + " is not set; it says where the journal zookeeper is")));
    }

    private static Optional<DigestCredentials> credentials(Settings settings) {
        return settings.get(CREDENTIALS).map(CredentialsFile::read);
    }

    /** What it says of a wrong one never holds what may be a password. */
    static Ensemble ensemble(String text) {
        if (text.contains("@")) {
            throw new JournalException(SERVERS.name() + " has an @. User and password go into a file, which "
                    + CREDENTIALS.name() + " names");
        }
        try {
            Ensemble ensemble = Ensemble.parse(text);
            return ensemble.path().isEmpty()
                    ? new Ensemble(ensemble.servers(), DEFAULT_PATH, Optional.empty())
                    : ensemble;
        } catch (IllegalArgumentException e) {
            throw new JournalException(SERVERS.name() + ": " + e.getMessage(), e);
        }
    }
}
