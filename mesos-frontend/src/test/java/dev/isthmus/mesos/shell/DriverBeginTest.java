package dev.isthmus.mesos.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.mesos.FrontendDriver;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.FrontendSettings;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Status;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.testkit.memory.MemoryBackend;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a driver begins: whom it waits for, under which id it registers, and what it fills in for its framework. */
@Timeout(30)
class DriverBeginTest {

    private static final TranslatorTable TRANSLATORS =
            TranslatorTable.load(Discovery.installed(), Dialect.ECS, Settings.none());
    private static final String FRESH = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-0000";

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final MemoryBackend backend = new MemoryBackend(InstantSource.system(), scheduler);
    private final RecordingScheduler framework = new RecordingScheduler();
    private final List<FrontendDriver> drivers = new ArrayList<>();

    private FrontendDriver driver(FrameworkInfo info) {
        FrontendDriver driver = MesosFrontend.driver(FrontendOptions.builder(info, framework)
                .backend(() -> backend.another(scheduler))
                .settings(Settings.builder()
                        .set(FrontendSettings.STOP_DRAIN, "10ms")
                        .build())
                .translators(TRANSLATORS)
                .scheduler(scheduler)
                .build());
        drivers.add(driver);
        return driver;
    }

    @AfterEach
    void end() throws InterruptedException {
        for (FrontendDriver driver : drivers) {
            driver.stop(true);
            driver.awaitDrained(Duration.ofSeconds(10));
        }
        scheduler.shutdownNow();
    }

    @Test
    void point_1_start_waits_for_nobody_to_answer() throws Exception {
        backend.putAgent(Messages.agent("a1"));
        backend.fallSilent();
        FrontendDriver driver = driver(Messages.framework());
        assertThat(CompletableFuture.supplyAsync(driver::start).get(5, TimeUnit.SECONDS))
                .isEqualTo(Status.DRIVER_RUNNING);
        assertThat(driver.reviveOffers()).isEqualTo(Status.DRIVER_RUNNING);
        assertThat(driver.counters().callbacks()).as("nobody has registered it").isEmpty();
        assertThat(framework.isQuiet()).isTrue();
    }

    /** Starts it; the id with which it is registered, before anything else. */
    private String registered(FrameworkInfo info) throws InterruptedException {
        driver(info).start();
        return (String) framework.next("registered").what();
    }

    @Test
    void point_13_without_an_id_a_fresh_one_is_registered_before_any_offer() throws InterruptedException {
        backend.putAgent(Messages.agent("a1"));
        String id = registered(Messages.framework());
        assertThat(id).matches(FRESH);
        assertThat(framework.awaitOffers().get(0).getFrameworkId().getValue()).isEqualTo(id);
        assertThat(registered(Messages.framework())).matches(FRESH).isNotEqualTo(id);
    }

    @Test
    void point_13_an_id_that_is_set_but_empty_counts_as_none() throws InterruptedException {
        backend.putAgent(Messages.agent("a1"));
        FrameworkInfo info = Messages.framework().toBuilder()
                .setId(FrameworkID.newBuilder().setValue(""))
                .build();
        String id = registered(info);
        assertThat(id).matches(FRESH);
        assertThat(framework.awaitOffers().get(0).getFrameworkId().getValue()).isEqualTo(id);
    }

    @Test
    void point_18_what_an_update_leaves_empty_is_filled_in_as_it_was_at_the_start() throws InterruptedException {
        backend.putAgent(Messages.agent("a1"));
        FrameworkInfo info = Messages.multiRole(List.of("dev")).toBuilder()
                .setUser("")
                .clearHostname()
                .build();
        FrontendDriver driver = driver(info);
        driver.start();
        FrameworkID id = FrameworkID.newBuilder()
                .setValue((String) framework.next("registered").what())
                .build();
        Offer offer = framework.awaitOffers().get(0);
        driver.declineOffer(
                offer.getId(), Filters.newBuilder().setRefuseSeconds(3600).build());
        // Another user than at the start would be fatal.
        driver.updateFramework(
                info.toBuilder().setId(id).addRoles("prod").build(), List.of(), OfferConstraints.getDefaultInstance());
        RecordingScheduler.Told next = framework.next("resourceOffers");
        assertThat(((Offer) ((List<?>) next.what()).get(0)).getAllocationInfo().getRole())
                .isEqualTo("prod");
    }
}
