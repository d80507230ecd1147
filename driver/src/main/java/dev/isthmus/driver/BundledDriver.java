package dev.isthmus.driver;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.backend.BackendProvider;
import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.discovery.ProviderSource;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.mesos.FrontendDriver;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.FrontendSettings;
import dev.isthmus.mesos.MesosFrontend;
import dev.isthmus.mesos.SchedulerCallbacks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The driver of this bundle: the Mesos frontend over the backend that the settings choose, with the translators that are installed. */
final class BundledDriver {

    private static final Duration IDLE_THREAD_LIFE = Duration.ofSeconds(5);

    private BundledDriver() {}

    /** Makes drivers that read the settings of this process at the time they are made. */
    static DriverFactory ofProcess() {
        return (subscription, callbacks) -> create(subscription, callbacks, Settings.ofProcess());
    }

    /** Makes drivers with these settings. */
    static DriverFactory of(Settings settings) {
        return (subscription, callbacks) -> create(subscription, callbacks, settings);
    }

    private static FrontendDriver create(Subscription subscription, SchedulerCallbacks callbacks, Settings given) {
        Settings settings = MasterArgument.applied(subscription.master(), given);
        ProviderSource installed = Discovery.installed();
        InstantSource clock = InstantSource.system();
        ScheduledExecutorService scheduler = scheduler();
        CompletableFuture<FrontendDriver> made = new CompletableFuture<>();
        FrontendDriver driver = MesosFrontend.driver(FrontendOptions.builder(subscription.framework(), callbacks)
                .implicitAcknowledgements(subscription.implicitAcknowledgements())
                .suppressedRoles(subscription.suppressedRoles())
                .settings(settings)
                .mesosVersion(FrameworkMesos.version())
                .clock(clock)
                .scheduler(scheduler)
                .translators(dialect -> TranslatorTable.load(installed, dialect, settings))
                .backend(() -> {
                    InstalledSettings.warnOfUnknown(installed, settings);
                    Backend backend = BackendProvider.select(installed, settings)
                            .open(new BackendContext(settings, clock, scheduler));
                    return new AttachedBackend(
                            backend,
                            Attachment.of(
                                    subscription.framework().getName(),
                                    made.join(),
                                    backend,
                                    settings.get(FrontendSettings.STOP_DRAIN)));
                })
                .build());
        made.complete(driver);
        return driver;
    }

    /** One daemon thread that goes when there is nothing to do, so that a driver that was stopped, or never started, leaves none. */
    private static ScheduledExecutorService scheduler() {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, step -> {
            Thread thread = new Thread(step, "isthmus-backend");
            thread.setDaemon(true);
            return thread;
        });
        scheduler.setKeepAliveTime(IDLE_THREAD_LIFE.toMillis(), TimeUnit.MILLISECONDS);
        scheduler.allowCoreThreadTimeOut(true);
        scheduler.setRemoveOnCancelPolicy(true);
        return scheduler;
    }
}
