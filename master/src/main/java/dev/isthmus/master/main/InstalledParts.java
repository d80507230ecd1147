package dev.isthmus.master.main;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.backend.BackendProvider;
import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.discovery.ProviderSource;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.master.shell.MasterParts;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The backend, translators and journal that are installed and that the settings choose.
 *
 * @param installed finds them
 */
record InstalledParts(ProviderSource installed, Settings settings, ScheduledExecutorService timers)
        implements MasterParts {

    @Override
    public Backend backend(Fence fence) {
        return BackendProvider.select(installed, settings)
                .open(new BackendContext(settings, InstantSource.system(), timers, fence));
    }

    @Override
    public TranslatorTable translators(Dialect dialect) {
        return TranslatorTable.load(installed, dialect, settings);
    }

    @Override
    public Optional<JournalProvider> journals() {
        return JournalProvider.select(installed, settings);
    }
}
