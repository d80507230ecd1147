package dev.isthmus.api.journal;

import dev.isthmus.api.discovery.Provider;
import dev.isthmus.api.discovery.ProviderSource;
import dev.isthmus.api.discovery.Selection;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Opens journals of one kind. Rules R-PR-01 to R-PR-04 of {@link Provider} hold.
 *
 * @since 0.1
 */
public interface JournalProvider extends Provider {

    /** What {@link #JOURNAL} is set to for going without. */
    String NONE = "none";

    /** Which journal to use, by name. */
    Setting<Optional<String>> JOURNAL = Setting.optionalText(
            "ISTHMUS_JOURNAL",
            "The journal to use, by name: file, zookeeper, or another on the class path; none uses no journal, so that nothing "
                    + "outlives the process. By default, in the bundle, zookeeper if ISTHMUS_JOURNAL_ZK is set, else file.");

    /**
     * What a journal is opened with.
     *
     * @param key whose it is
     * @param settings what has been set
     * @param clock the time
     * @param taken called once, if another driver takes the journal over; on a thread of the journal's
     */
    record Context(JournalKey key, Settings settings, InstantSource clock, Runnable taken) {}

    /**
     * Opens a journal, and fences whoever has it open. May block on the store, but not for that one: it may be stopped for hours. (The file
     * journal waits for some seconds for a driver of a version that knows no epochs.)
     *
     * @throws JournalException if it cannot be opened or read, or another has opened it meanwhile; the message says what to do. Where that
     *     could be known before, whoever had it open still has it
     */
    Journal open(Context context);

    /**
     * Looks at a journal without opening it: nobody is fenced or told, and nothing is changed. What a driver that has it open writes meanwhile may
     * be in it or not (R-JN-20). May block on the store.
     *
     * @return what is in it; nothing if there is none
     * @throws JournalException if it cannot be read; the message says what to do
     */
    JournalContent look(JournalKey key, Settings settings);

    /** Whether somebody has a journal open. */
    enum Hold {
        /** A driver, or a master, has it open; or had until a moment ago, where a store notices an end with a delay. */
        HELD,
        /** Nobody has. */
        FREE,
        /** The store does not say: no leave to take anybody for gone. */
        UNKNOWN
    }

    /**
     * Looks whether somebody has a journal open, without opening it: nobody is fenced or told, nothing is changed, and who opens it meanwhile notices nothing
     * (R-JN-21). May block on the store.
     *
     * @return {@link Hold#FREE} if there is no journal; {@link Hold#UNKNOWN} unless a provider says otherwise
     * @throws JournalException if the store cannot be asked; the message says what to do
     */
    default Hold hold(JournalKey key, Settings settings) {
        return Hold.UNKNOWN;
    }

    /**
     * Chooses one of the kinds that a source knows: by the setting {@link #JOURNAL}, else by {@link Selection}'s rules; empty if that
     * setting is {@link #NONE}.
     *
     * @throws dev.isthmus.api.discovery.ProviderSelectionException if none is chosen
     * @throws dev.isthmus.api.discovery.BrokenProviderException if one cannot be loaded
     */
    static Optional<JournalProvider> select(ProviderSource source, Settings settings) {
        Optional<String> wanted = settings.get(JOURNAL);
        if (wanted.filter(NONE::equals).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(Selection.one(
                "journal",
                source.load(JournalProvider.class),
                wanted,
                settings,
                "Add dev.isthmus:isthmus-file-journal (or the bundle, isthmus-driver.jar) to the class path, or set "
                        + JOURNAL.name() + "=" + NONE + " to go without"));
    }
}
