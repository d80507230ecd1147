package dev.isthmus.driver;

import static java.util.Objects.requireNonNull;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.discovery.ProviderSource;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.driver.client.ShutdownDrain;
import dev.isthmus.driver.message.FrameworkMesos;
import dev.isthmus.driver.pages.ShownDriver;
import dev.isthmus.mesos.FrameworkDriver;
import dev.isthmus.mesos.FrontendDriver;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.FrontendSettings;
import dev.isthmus.mesos.PageSettings;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.machine.DriverObserver;
import dev.isthmus.mesos.shell.MesosFrontend;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Assembles the driver: the Mesos frontend, and the installed backend, translators and journal that the settings choose. Wrong settings are reported
 * when the driver starts, by the framework's {@code error}.
 *
 * @param given the settings, without the master argument
 * @param installed finds backends, translators and journals
 */
record BundledDriver(Settings given, ProviderSource installed) implements DriverFactory {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.driver.Driver");

    /** Its limit is for all drivers: each one by itself waits as long as ECS makes progress with its stops. */
    private static final ShutdownDrain<FrontendDriver> DRAIN = new ShutdownDrain<>(
            "isthmus-drain",
            Duration.ofMinutes(2),
            "the JVM ends before all tasks were seen to end; some may still be running on the cluster",
            FrontendDriver::awaitDrained);

    /** After how long the idle thread of the timers ends, so that a closed driver leaves no thread behind. */
    private static final long IDLE_SECONDS = 3;

    /** With the settings of this process's environment and system properties. */
    static BundledDriver ofProcess() {
        return with(Settings.ofProcess());
    }

    /** With settings made in code. */
    static BundledDriver with(Settings settings) {
        return new BundledDriver(settings, Discovery.installed());
    }

    @Override
    public FrameworkDriver create(DriverArguments subscription, SchedulerCallbacks callbacks) {
        ScheduledExecutorService timers = timers(subscription.framework().getName());
        FrontendOptions.Builder options = FrontendOptions.builder(subscription.framework(), callbacks)
                .implicitAcknowledgements(subscription.implicitAcknowledgements())
                .suppressedRoles(subscription.suppressedRoles())
                .scheduler(timers)
                .mesosVersion(FrameworkMesos.version());
        AtomicReference<@Nullable Backend> opened = new AtomicReference<>();
        AtomicReference<@Nullable DriverCounters> counted = new AtomicReference<>();
        Settings settings = given;
        DriverObserver observer = DriverObserver.NONE;
        Function<Fence, Backend> backend;
        try {
            MasterArgument master = MasterArgument.of(subscription.master(), given, installed);
            settings = master.settings();
            Optional<ShownDriver> shown = settings.isSet(PageSettings.HTTP)
                    ? Optional.of(new ShownDriver(
                            subscription.framework(),
                            () -> requireNonNull(opened.get()).cluster(),
                            () -> requireNonNull(counted.get()).families(),
                            InstantSource.system(),
                            timers))
                    : Optional.empty();
            observer = shown.<DriverObserver>map(pages -> pages).orElse(DriverObserver.NONE);
            backend = fence -> {
                shown.ifPresent(pages -> pages.read(master.settings()));
                Backend open = open(master, timers, fence);
                opened.set(open);
                return open;
            };
        } catch (RuntimeException e) {
            backend = fence -> {
                throw e;
            };
        }
        Settings inForce = settings;
        FrontendDriver driver = MesosFrontend.driver(
                options.settings(inForce)
                        .fencedBackend(backend)
                        .translators(dialect -> TranslatorTable.load(installed, dialect, inForce))
                        .journal(context ->
                                JournalProvider.select(installed, inForce).map(provider -> provider.open(context)))
                        .build(),
                observer);
        DRAIN.watch(driver);
        DriverCounters counters = new DriverCounters(driver.counters(), opened::get);
        counted.set(counters);
        DriverCounters.publish(subscription.framework().getName(), counters);
        log.info("{}: made, with classes of Mesos {} or newer", subscription, FrameworkMesos.version());
        return driver;
    }

    private Backend open(MasterArgument master, ScheduledExecutorService timers, Fence fence) {
        Settings settings = master.settings();
        List<Setting<?>> known = FrontendSettings.known(installed);
        List<Settings.Unknown> unknown = settings.unknown(known);
        if (!unknown.isEmpty()) {
            log.warn("set, but nothing that is installed reads it; a misspelling? {}", unknown);
        }
        // Some are read much later, or by a translator, which can only refuse then: what makes no sense is told now.
        known.stream().filter(settings::isSet).forEach(settings::get);
        master.warning().ifPresent(log::warn);
        log.info("backend {} opens", master.provider().name());
        return master.provider().open(new BackendContext(settings, InstantSource.system(), timers, fence));
    }

    private static ScheduledExecutorService timers(String framework) {
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "isthmus-timers-" + framework);
            thread.setDaemon(true); // conformance point 12: a driver does not keep the JVM alive
            return thread;
        });
        timers.setRemoveOnCancelPolicy(true);
        timers.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timers.allowCoreThreadTimeOut(true);
        return timers;
    }
}
