package dev.isthmus.master.shell;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import java.util.Optional;

/** What the machine of a master stands on. */
public interface MasterParts {

    /** The settings. */
    Settings settings();

    /**
     * Opens the backend, once, when the master starts; the master closes it.
     *
     * @param fence to be asked before each call that changes the cluster
     */
    Backend backend(Fence fence);

    /** Loads the translators to the dialect of that backend. */
    TranslatorTable translators(Dialect dialect);

    /** Opens the journal of the master, and those of frameworks that come from a driver of their own; empty: there is none, and nothing outlives the master. */
    Optional<JournalProvider> journals();
}
