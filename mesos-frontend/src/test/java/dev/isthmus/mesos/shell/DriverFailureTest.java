package dev.isthmus.mesos.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.journal.MasterJournalSnapshot;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.mesos.FrontendDriver;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Status;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.testkit.memory.MemoryBackend;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever breaks underneath a driver, it does not look as if it ran: error() is told, join() returns, the backend is closed. */
@Timeout(60)
class DriverFailureTest {

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final MemoryBackend memory = new MemoryBackend(InstantSource.system(), scheduler);
    private final RecordingScheduler framework = new RecordingScheduler();
    private final AtomicReference<Duration> setBack = new AtomicReference<>(Duration.ZERO);
    private final AtomicReference<Error> machineFails = new AtomicReference<>();
    private final AtomicReference<Error> backendFails = new AtomicReference<>();
    private final AtomicReference<RuntimeException> journalFails = new AtomicReference<>();
    private final AtomicBoolean journalClosed = new AtomicBoolean();

    private FrontendOptions.Builder options() {
        return FrontendOptions.builder(Messages.framework(), framework)
                .backend(FailingBackend::new)
                .journal(context -> Optional.of(new FailingJournal()))
                .translators(TranslatorTable.load(Discovery.installed(), Dialect.ECS, Settings.none()))
                .clock(this::time)
                .steady(InstantSource.system())
                .scheduler(scheduler);
    }

    private Instant time() {
        throwIfSet(machineFails.get());
        return Instant.now().minus(setBack.get());
    }

    private static void throwIfSet(Error error) {
        if (error != null) {
            throw error;
        }
    }

    @AfterEach
    void end() {
        scheduler.shutdownNow();
    }

    private void assertEnded(FrontendDriver driver, String why) throws InterruptedException {
        assertThat(driver.join()).isEqualTo(Status.DRIVER_ABORTED);
        assertThat((String) framework.await("error").what())
                .contains("cannot go on")
                .contains(why);
        assertThat(driver.stop(false)).isEqualTo(Status.DRIVER_ABORTED);
        assertThat(driver.awaitDrained(Duration.ofSeconds(20))).isTrue();
        assertThat(memory.isClosed()).isTrue();
        assertThat(journalClosed).isTrue();
    }

    private FrontendDriver registered() throws InterruptedException {
        memory.putAgent(Messages.agent("a1"));
        FrontendDriver driver = MesosFrontend.driver(options().build());
        driver.start();
        framework.awaitOffers();
        return driver;
    }

    @Test
    void an_error_inside_a_step_ends_the_driver() throws InterruptedException {
        FrontendDriver driver = registered();
        machineFails.set(new NoSuchMethodError("of a jar of another version"));
        driver.reviveOffers();
        assertEnded(driver, "of a jar of another version");
    }

    @Test
    void so_does_one_of_the_virtual_machine() throws InterruptedException {
        FrontendDriver driver = registered();
        machineFails.set(new OutOfMemoryError("thrown on purpose"));
        driver.reviveOffers();
        assertEnded(driver, "thrown on purpose");
    }

    @Test
    void so_does_one_of_the_backend() throws InterruptedException {
        backendFails.set(new NoClassDefFoundError("software/amazon/awssdk/Missing"));
        FrontendDriver driver = MesosFrontend.driver(options().build());
        driver.start();
        assertEnded(driver, "software/amazon/awssdk/Missing");
    }

    @Test
    void so_does_a_journal_that_throws() throws InterruptedException {
        journalFails.set(new IllegalStateException("no such journal"));
        memory.putAgent(Messages.agent("a1"));
        FrontendDriver driver = MesosFrontend.driver(options().build());
        driver.start();
        assertEnded(driver, "no such journal");
    }

    @Test
    void an_error_callback_that_throws_as_well_keeps_nobody_waiting() throws InterruptedException {
        FrontendDriver driver = registered();
        framework.react(told -> {
            if (told.name().equals("error")) {
                throw new LinkageError("thrown on purpose by error()");
            }
        });
        machineFails.set(new NoSuchMethodError("of a jar of another version"));
        PrintStream original = System.err;
        System.setErr(new PrintStream(PrintStream.nullOutputStream(), true));
        try {
            driver.reviveOffers();
            assertEnded(driver, "of a jar of another version");
        } finally {
            System.setErr(original);
        }
    }

    @Test
    void an_interrupt_that_error_leaves_behind_does_not_keep_a_stop_from_killing_the_tasks() throws Exception {
        framework.react(told -> {
            if (told.name().equals("error")) {
                Thread.currentThread().interrupt();
            }
        });
        memory.putAgent(Messages.agent("a1"));
        memory.runTasks(Duration.ZERO, Duration.ofHours(1), 0);
        FrontendDriver driver = MesosFrontend.driver(options().build());
        driver.start();
        Offer offer = framework.awaitOffers().get(0);
        driver.launchTasks(
                List.of(offer.getId()), List.of(Messages.task("t", offer, 0.1, 32)), Filters.getDefaultInstance());
        framework.awaitStatus();
        // Updates are acknowledged without it, so this is fatal.
        driver.acknowledgeStatusUpdate(TaskStatus.getDefaultInstance());
        framework.await("error");
        assertThat(driver.stop(false)).isEqualTo(Status.DRIVER_ABORTED);
        assertThat(driver.awaitDrained(Duration.ofSeconds(20))).isTrue();
        assertThat(memory.stops()).hasSize(1);
        assertThat(memory.isClosed()).isTrue();
    }

    @Test
    void a_driver_that_is_stepped_ends_as_well() throws InterruptedException {
        SteppedDriver stepped = MesosFrontend.stepped(options().build());
        stepped.driver().start();
        machineFails.set(new NoSuchMethodError("of a jar of another version"));
        stepped.workOff();
        assertThat((String) framework.await("error").what()).contains("of a jar of another version");
        assertThat(stepped.driver().reviveOffers()).isEqualTo(Status.DRIVER_ABORTED);
        assertThat(memory.isClosed()).isTrue();
        assertThat(stepped.nextDue()).isEmpty();
    }

    @Test
    void an_error_while_the_driver_is_set_up_is_told_on_the_calling_thread() throws InterruptedException {
        FrontendDriver driver = MesosFrontend.driver(options()
                .uuids(() -> {
                    throw new ExceptionInInitializerError("no randomness");
                })
                .build());
        assertThat(driver.run()).isEqualTo(Status.DRIVER_ABORTED);
        assertThat(framework.next("error").thread()).isSameAs(Thread.currentThread());
        FrontendDriver other = MesosFrontend.driver(options()
                .uuids(() -> {
                    throw new OutOfMemoryError("unable to create native thread");
                })
                .build());
        assertThat(other.run()).isEqualTo(Status.DRIVER_ABORTED);
        assertThat((String) framework.next("error").what()).contains("unable to create native thread");
    }

    @Test
    void a_clock_that_is_set_back_holds_nothing_up() throws InterruptedException {
        FrontendDriver driver = registered();
        setBack.set(Duration.ofHours(1));
        // What is there now is offered with the next allocation, which is due by time alone.
        memory.putAgent(Messages.agent("a2"));
        driver.declineOffer(
                framework.awaitOffers().get(0).getId(),
                Filters.newBuilder().setRefuseSeconds(0.5).build());
        assertThat(framework.awaitOffers().get(0).getSlaveId().getValue()).isEqualTo("a2");
        driver.stop(true);
        assertThat(driver.awaitDrained(Duration.ofSeconds(20))).isTrue();
    }

    private final class FailingBackend implements Backend {

        @Override
        public Dialect dialect() {
            return memory.dialect();
        }

        @Override
        public ClusterDescription cluster() {
            return memory.cluster();
        }

        @Override
        public OfferSource offers() {
            // Asked for by the driver's thread alone.
            throwIfSet(backendFails.get());
            return memory.offers();
        }

        @Override
        public TaskLauncher launcher() {
            return memory.launcher();
        }

        @Override
        public void close() {
            memory.close();
        }
    }

    private final class FailingJournal implements Journal {

        @Override
        public JournalSnapshot recall() {
            return JournalSnapshot.NOTHING;
        }

        @Override
        public MasterJournalSnapshot recallMaster() {
            return MasterJournalSnapshot.NOTHING;
        }

        @Override
        public boolean tookOver() {
            return false;
        }

        @Override
        public Epoch epoch() {
            return new Epoch(1);
        }

        @Override
        public Standing standing() {
            return Standing.STANDS;
        }

        @Override
        public CompletionStage<Void> write(JournalFact fact) {
            RuntimeException failure = journalFails.get();
            if (failure != null) {
                throw failure;
            }
            return java.util.concurrent.CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {
            journalClosed.set(true);
        }
    }
}
