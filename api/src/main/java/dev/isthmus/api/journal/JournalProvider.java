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
            "The journal to use, by name: file, or another on the class path; none goes without, so that nothing outlives the"
                    + " process. By default the only one there is, in the bundle file.");

    /**
     * What a journal is opened with.
     *
     * @param key whose it is
     * @param settings what has been set
     * @param clock the time
     * @param taken called once, if another driver takes the journal over
     */
    record Context(JournalKey key, Settings settings, InstantSource clock, Runnable taken) {}

    /**
     * Opens a journal; may block on the store, for some seconds where another driver has to let go of it.
     *
     * @throws JournalException if it cannot be opened, read, or had alone; the message says what to do
     */
    Journal open(Context context);

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
