package dev.isthmus.master.main;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.backend.BackendProvider;
import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.discovery.ProviderSource;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What the machine of each framework is made of: the backend, translators and journal that are installed and that the settings choose.
 *
 * @param installed finds them
 */
record InstalledMachine(ProviderSource installed, Settings settings, ScheduledExecutorService timers) {

    /** Frameworks that speak HTTP are of our day: they know every state. */
    private static final String MESOS_VERSION = "1.11.0";

    FrontendOptions.Builder options(FrameworkInfo framework, SchedulerCallbacks callbacks) {
        return FrontendOptions.builder(framework, callbacks)
                .settings(settings)
                .fencedBackend(this::open)
                .translators(dialect -> TranslatorTable.load(installed, dialect, settings))
                .journal(context -> JournalProvider.select(installed, settings).map(provider -> provider.open(context)))
                .scheduler(timers)
                .mesosVersion(MESOS_VERSION);
    }

    /**
     * The cluster, so that what is wrong with the settings is told before the first framework comes.
     *
     * @throws RuntimeException as the backend's provider does
     */
    ClusterDescription cluster() {
        try (Backend opened = open(Fence.NONE)) {
            return opened.cluster();
        }
    }

    private Backend open(Fence fence) {
        return BackendProvider.select(installed, settings)
                .open(new BackendContext(settings, InstantSource.system(), timers, fence));
    }
}
