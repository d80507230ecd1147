package dev.isthmus.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.discovery.Provider;
import dev.isthmus.api.discovery.ProviderSource;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.mesos.PageSettings;
import dev.isthmus.testkit.memory.MemoryBackendProvider;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.JMX;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.Status;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;
import org.junit.jupiter.api.Test;

/** How the driver is put together, and what a user sees when it cannot be. */
class BundledDriverTest {

    private static final long SECONDS = 20;

    private static final Settings WITHOUT_JOURNAL = Settings.builder()
            .set(JournalProvider.JOURNAL, JournalProvider.NONE)
            .build();

    private record Callback(String name, Thread thread, List<Object> arguments) {}

    private final BlockingQueue<Callback> callbacks = new LinkedBlockingQueue<>();
    private final Scheduler scheduler = (Scheduler) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Scheduler.class}, (proxy, method, arguments) -> {
                callbacks.add(new Callback(method.getName(), Thread.currentThread(), Arrays.asList(arguments)));
                return null;
            });

    @Test
    void it_registers_with_the_backend_that_is_installed_and_shows_its_counters() throws Exception {
        SchedulerDriver driver = driver("registers", "local", WITHOUT_JOURNAL, new MemoryBackendProvider());

        assertThat(driver.start()).isEqualTo(Status.DRIVER_RUNNING);
        Callback registered = callbacks.poll(SECONDS, TimeUnit.SECONDS);

        assertThat(registered.name()).isEqualTo("registered");
        assertThat(registered.arguments().get(0)).isSameAs(driver);
        assertThat(registered.thread().isDaemon()).isTrue();
        assertThat(driver.stop()).isEqualTo(Status.DRIVER_STOPPED);
        assertThat(counters("registers").getCallbacks()).containsEntry("registered", 1L);
        assertThat(counters("registers").getOffersSent()).isZero();
    }

    @Test
    void counters_of_a_later_driver_take_the_place_of_an_earlier_one_of_the_same_framework() throws Exception {
        driver("again", "local", WITHOUT_JOURNAL, new MemoryBackendProvider()).start();
        assertThat(callbacks.poll(SECONDS, TimeUnit.SECONDS).name()).isEqualTo("registered");

        driver("again", "local", WITHOUT_JOURNAL, new MemoryBackendProvider());

        assertThat(counters("again").getCallbacks().getOrDefault("registered", 0L))
                .isZero();
    }

    @Test
    void point_10_a_wrong_master_is_told_by_error_on_the_thread_that_starts() throws Exception {
        SchedulerDriver driver = driver("wrong", "ecs://", WITHOUT_JOURNAL, new dev.isthmus.ecs.EcsBackendProvider());

        assertThat(error(driver)).contains("master argument is 'ecs://'", "want ecs://<name of the cluster>");
    }

    @Test
    void a_missing_backend_is_told_with_the_artifact_that_would_add_one() throws Exception {
        assertThat(error(driver("none", "local", WITHOUT_JOURNAL)))
                .contains("no backend is on the class path", "dev.isthmus:isthmus-ecs-backend");
    }

    @Test
    void two_backends_of_one_priority_are_told_with_their_names() throws Exception {
        Provider other = new dev.isthmus.ecs.EcsBackendProvider();

        assertThat(error(driver("two", "", WITHOUT_JOURNAL, new MemoryBackendProvider(), other)))
                .contains("has the highest priority", "memory", "ecs", "ISTHMUS_BACKEND");
    }

    @Test
    void a_setting_that_cannot_be_read_is_told_with_where_it_was_set() throws Exception {
        Settings settings =
                Settings.builder().set(EcsSettings.LAUNCH, "by-hand").build();

        assertThat(error(new ECSSchedulerDriver(
                        scheduler, framework("setting"), List.of(), "ecs://blue", true, withLoopback(settings))))
                .contains("ISTHMUS_LAUNCH='by-hand'", "set in code", "run-task, run-task-by-type, start-task");
    }

    @Test
    void where_pages_cannot_be_shown_by_what_is_set_it_does_not_start() throws Exception {
        for (String[] wrong : new String[][] {
            {"5050", "ISTHMUS_HTTP='5050'", "want host:port"},
            {"0.0.0.0:0", "ISTHMUS_HTTP=0.0.0.0:0: without credentials", "ISTHMUS_HTTP_CREDENTIALS"}
        }) {
            Settings settings =
                    WITHOUT_JOURNAL.toBuilder().set(PageSettings.HTTP, wrong[0]).build();
            assertThat(error(driver("pages " + wrong[0], "local", settings, new MemoryBackendProvider())))
                    .contains(wrong[1], wrong[2]);
        }
        Settings settings = WITHOUT_JOURNAL.toBuilder()
                .set(PageSettings.HTTP, "127.0.0.1:0")
                .set(PageSettings.HTTP_CREDENTIALS, "/there/is/no/file")
                .build();
        assertThat(error(driver("no credentials", "local", settings, new MemoryBackendProvider())))
                .contains("ISTHMUS_HTTP_CREDENTIALS: The credentials file /there/is/no/file cannot be read");
    }

    @Test
    void the_installed_providers_are_the_ecs_backend_and_the_default_translators() {
        ProviderSource installed = Discovery.installed();

        assertThat(installed.load(dev.isthmus.api.backend.BackendProvider.class))
                .extracting(Provider::name)
                .containsExactly("ecs");
        assertThat(installed.load(dev.isthmus.api.translation.ResourceTranslator.class))
                .hasSizeGreaterThanOrEqualTo(5);
    }

    /** What the framework is told by {@code error} when the driver cannot start, on the thread that starts it. */
    private String error(SchedulerDriver driver) throws InterruptedException {
        assertThat(driver.start()).isEqualTo(Status.DRIVER_ABORTED);
        Callback error = callbacks.poll(0, TimeUnit.SECONDS);
        assertThat(error.name()).isEqualTo("error");
        assertThat(error.thread()).isSameAs(Thread.currentThread());
        assertThat(error.arguments().get(0)).isSameAs(driver);
        assertThat(driver.join()).isEqualTo(Status.DRIVER_ABORTED);
        return (String) error.arguments().get(1);
    }

    /** With the installed translators, but with these backends alone. */
    private SchedulerDriver driver(String name, String master, Settings settings, Provider... backends) {
        List<Provider> providers = new ArrayList<>(List.of(backends));
        providers.addAll(Discovery.installed().load(dev.isthmus.api.translation.ResourceTranslator.class));
        return new ECSSchedulerDriver(
                scheduler,
                DriverArguments.of(scheduler, framework(name), List.of(), master, true),
                new BundledDriver(settings, ProviderSource.of(providers.toArray(Provider[]::new))));
    }

    private static Settings withLoopback(Settings settings) {
        return settings.toBuilder()
                .set(EcsSettings.ENDPOINT, "http://127.0.0.1:1")
                .build();
    }

    private static FrameworkInfo framework(String name) {
        return FrameworkInfo.newBuilder().setName(name).setUser("user").build();
    }

    private static DriverCountersMXBean counters(String framework) throws Exception {
        return JMX.newMXBeanProxy(
                ManagementFactory.getPlatformMBeanServer(), DriverCounters.name(framework), DriverCountersMXBean.class);
    }

    @Test
    void without_any_journal_it_says_how_to_get_one_or_do_without() throws Exception {
        assertThat(error(driver("forgetful", "local", Settings.none(), new MemoryBackendProvider())))
                .contains("no journal is on the class path")
                .contains("isthmus-file-journal")
                .contains("ISTHMUS_JOURNAL=none");
    }
}
