package dev.isthmus.mesos.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.metric.MetricSample;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Status;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.testkit.memory.MemoryBackend;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A driver that is stepped does what one with a thread does, on the thread that steps it and not before. */
@Timeout(30)
class SteppedDriverTest {

    private final ManualClock clock = new ManualClock();
    private final MemoryBackend backend = new MemoryBackend(clock, clock.scheduler());
    private final RecordingScheduler framework = new RecordingScheduler();
    private final SteppedDriver stepped = stepped(true);

    private SteppedDriver stepped(boolean implicit) {
        return MesosFrontend.stepped(FrontendOptions.builder(Messages.framework(), framework)
                .implicitAcknowledgements(implicit)
                .backend(() -> backend)
                .translators(TranslatorTable.load(Discovery.installed(), Dialect.ECS, Settings.none()))
                .clock(clock)
                .steady(clock::steady)
                .scheduler(clock.scheduler())
                .mesosVersion("1.11.0")
                .build());
    }

    private void begin() {
        backend.putAgent(Messages.agent("a1"));
        stepped.driver().start();
        stepped.workOff();
        clock.advance(Duration.ZERO);
    }

    @Test
    void nothing_happens_before_it_is_stepped() throws InterruptedException {
        begin();
        assertThat(framework.isQuiet()).isTrue();

        stepped.workOff();

        assertThat(framework.next("registered").thread()).isSameAs(Thread.currentThread());
        assertThat(framework.next("resourceOffers").thread()).isSameAs(Thread.currentThread());
    }

    @Test
    void callbacks_are_timed_by_name_whether_they_return_or_throw() {
        framework.react(told -> {
            clock.advance(told.name().equals("registered") ? Duration.ofMillis(40) : Duration.ofSeconds(20));
            clock.jump(Duration.ofHours(-1));
            if (told.name().equals("resourceOffers")) {
                throw new IllegalStateException("a scheduler fails");
            }
        });
        begin();
        stepped.workOff();

        assertThat(stepped.driver().counters().callbackSeconds())
                .contains(
                        new MetricSample("_bucket", Map.of("callback", "registered", "le", "0.01"), 0),
                        new MetricSample("_bucket", Map.of("callback", "registered", "le", "0.05"), 1),
                        new MetricSample("_sum", Map.of("callback", "resourceOffers"), 20),
                        new MetricSample("_count", Map.of("callback", "resourceOffers"), 1));
    }

    @Test
    void a_step_before_the_start_does_nothing() {
        stepped.workOff();
        stepped.tick();
        stepped.fail("too early");

        assertThat(framework.isQuiet()).isTrue();
        assertThat(stepped.nextDue()).isEmpty();
    }

    @Test
    void time_is_looked_at_by_a_tick_alone() {
        begin();
        stepped.workOff();

        assertThat(stepped.nextDue()).isEqualTo(Optional.of(clock.instant().plusSeconds(1)));
        clock.advance(Duration.ofSeconds(1));
        stepped.tick();

        assertThat(stepped.nextDue()).isEqualTo(Optional.of(clock.instant().plusSeconds(1)));
    }

    @Test
    void a_clock_that_is_set_back_makes_no_timer_wait_longer() {
        begin();
        stepped.workOff();
        clock.jump(Duration.ofHours(-1));

        assertThat(stepped.untilDue()).isEqualTo(Optional.of(Duration.ofSeconds(1)));
        clock.advance(Duration.ofSeconds(1));
        assertThat(stepped.untilDue()).isEqualTo(Optional.of(Duration.ZERO));
        stepped.tick();

        assertThat(stepped.untilDue()).isEqualTo(Optional.of(Duration.ofSeconds(1)));
    }

    @Test
    void a_clock_that_is_set_forward_makes_nothing_due() {
        begin();
        stepped.workOff();
        clock.jump(Duration.ofHours(2));

        assertThat(stepped.untilDue()).isEqualTo(Optional.of(Duration.ofSeconds(1)));
    }

    @Test
    void what_is_told_has_the_time_of_the_clock_though_it_was_set() throws InterruptedException {
        begin();
        stepped.workOff();
        for (Duration jump : List.of(Duration.ofHours(2), Duration.ofHours(-5))) {
            clock.jump(jump);
            stepped.driver()
                    .reconcileTasks(List.of(TaskStatus.newBuilder()
                            .setTaskId(TaskID.newBuilder().setValue("unknown"))
                            .setState(TaskState.TASK_RUNNING)
                            .build()));
            settle(stepped);
            assertThat(framework.awaitStatus().getTimestamp())
                    .isEqualTo((double) clock.instant().getEpochSecond());
        }
    }

    @Test
    void a_failure_aborts_it_and_says_why() throws InterruptedException {
        begin();
        stepped.fail("Framework failed over");

        assertThat(framework.await("error").what()).isEqualTo("Framework failed over");
        assertThat(stepped.driver().reviveOffers()).isEqualTo(Status.DRIVER_ABORTED);
    }

    @Test
    void nothing_is_due_once_it_has_closed() {
        begin();
        stepped.driver().stop(true);
        stepped.workOff();

        assertThat(stepped.nextDue()).isEmpty();
        assertThat(backend.isClosed()).isTrue();
    }

    /** Tells the driver what its backend has to tell, in as many rounds as that takes. */
    private void settle(SteppedDriver driver) {
        for (int round = 0; round < 5; round++) {
            clock.advance(Duration.ZERO);
            driver.workOff();
        }
    }

    /** scheduler_driver_tests: ExplicitAcknowledgements. That a callback returned acknowledges nothing here. */
    @Test
    void point_79_where_the_framework_acknowledges_the_driver_does_not() throws InterruptedException {
        SteppedDriver explicit = stepped(false);
        backend.putAgent(Messages.agent("a1"));
        explicit.driver().start();
        settle(explicit);
        Offer offer = framework.awaitOffers().get(0);
        TaskInfo task = Messages.task("t", offer, 0.5, 64);
        explicit.driver().launchTasks(List.of(offer.getId()), List.of(task), Filters.getDefaultInstance());
        settle(explicit);
        LaunchedTask launched = backend.launches().get(0).task();
        backend.starting(launched);
        backend.running(launched);
        settle(explicit);

        TaskStatus starting = (TaskStatus) framework.next("statusUpdate").what();
        assertThat(starting.getState()).isEqualTo(TaskState.TASK_STARTING);
        assertThat(framework.isQuiet()).as("RUNNING waits").isTrue();

        explicit.driver().acknowledgeStatusUpdate(starting);
        explicit.workOff();
        TaskStatus running = (TaskStatus) framework.next("statusUpdate").what();
        assertThat(running.getState()).isEqualTo(TaskState.TASK_RUNNING);

        // The acknowledgement waits when the update is due to be sent again, and is taken first.
        clock.advance(Duration.ofSeconds(10));
        explicit.driver().acknowledgeStatusUpdate(running);
        explicit.tick();
        assertThat(framework.hasTold("statusUpdate")).isFalse();
    }
}
