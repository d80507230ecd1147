package dev.isthmus.mesos.shell;

import static dev.isthmus.mesos.Messages.scalar;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.mesos.FrontendDriver;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Status;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.testkit.memory.MemoryBackend;
import dev.isthmus.testkit.memory.MemoryJournals;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Frameworks on one cluster, one after another: what one leaves is there for the next, and nothing else of it. */
@Timeout(60)
class SuccessionTest {

    private static final Filters NONE = Filters.newBuilder().setRefuseSeconds(0).build();

    private final ManualClock clock = new ManualClock();
    private final MemoryBackend cluster = new MemoryBackend(clock, clock.scheduler());
    private final MemoryJournals journals = new MemoryJournals(clock.scheduler());

    /** A framework and its driver, which is started. */
    private final class Life {

        private final RecordingScheduler framework = new RecordingScheduler();
        private final MemoryBackend backend = cluster.another(clock.scheduler());
        private final SteppedDriver stepped;
        private final FrontendDriver driver;

        Life(String id) {
            stepped = MesosFrontend.stepped(FrontendOptions.builder(
                            Messages.framework().toBuilder()
                                    .setId(FrameworkID.newBuilder().setValue(id))
                                    .setFailoverTimeout(3600)
                                    .build(),
                            framework)
                    .backend(() -> backend)
                    .journal(context -> Optional.of(journals.open(context)))
                    .translators(TranslatorTable.load(Discovery.installed(), Dialect.ECS, Settings.none()))
                    .clock(clock)
                    .scheduler(clock.scheduler())
                    .build());
            driver = stepped.driver();
            assertThat(driver.start()).isEqualTo(Status.DRIVER_RUNNING);
            pass(Duration.ZERO);
        }

        /** Lets time pass, and all that it brings about. */
        void pass(Duration time) {
            clock.advance(time);
            for (int i = 0; i < 5; i++) {
                // What the driver asks for is answered by the clock, which then tells the driver.
                stepped.tick();
                clock.advance(Duration.ZERO);
            }
        }

        Offer offer() throws InterruptedException {
            List<Offer> offers = framework.awaitOffers();
            assertThat(offers).hasSize(1);
            return offers.get(0);
        }

        void launch(Offer offer, TaskInfo task) {
            driver.launchTasks(List.of(offer.getId()), List.of(task), NONE);
            pass(Duration.ZERO);
            pass(Duration.ofSeconds(1));
        }

        void tearDown() {
            assertThat(driver.stop(false)).isEqualTo(Status.DRIVER_STOPPED);
            pass(Duration.ZERO);
            assertThat(backend.isClosed()).as("all is done").isTrue();
        }
    }

    @BeforeEach
    void oneAgent() {
        cluster.putAgent(Messages.agent("a1"));
    }

    @Test
    void point_29_what_a_framework_held_when_it_stopped_is_offered_to_the_next() throws InterruptedException {
        Life first = new Life("first");
        Offer all = first.offer();
        first.launch(all, Messages.task("t", all, 1.5, 1024));
        assertThat(scalar(first.offer(), "cpus"))
                .as("held as an offer, beside the task")
                .isEqualTo(0.5);
        Life meanwhile = new Life("meanwhile");
        assertThat(scalar(meanwhile.offer(), "cpus"))
                .as("not what the task holds")
                .isEqualTo(0.5);
        meanwhile.tearDown();
        assertThat(cluster.liveTasks()).hasSize(1);

        first.tearDown();

        Offer again = new Life("next").offer();
        assertThat(again.getResourcesList()).isEqualTo(all.getResourcesList());
    }

    @Test
    void point_14_an_id_that_nobody_has_seen_is_registered_and_is_not_there_once_it_is_torn_down()
            throws InterruptedException {
        cluster.runTasks(Duration.ofSeconds(1), Duration.ofSeconds(1), 0);
        Life life = new Life("framework1");
        assertThat(life.framework.next("registered").what()).isEqualTo("framework1");
        Offer offer = life.offer();
        assertThat(offer.getFrameworkId().getValue()).isEqualTo("framework1");
        life.launch(offer, Messages.task("t", offer, 2, 4096));
        life.pass(Duration.ofSeconds(1));
        assertThat(life.framework.awaitStatus().getState()).isEqualTo(TaskState.TASK_RUNNING);
        assertThat(life.framework.awaitStatus().getState()).isEqualTo(TaskState.TASK_FINISHED);
        life.tearDown();

        Life same = new Life("framework1");
        assertThat(same.framework.next("error").what()).isEqualTo("Framework has been removed");
        Life other = new Life("framework2");
        assertThat(other.framework.next("registered").what()).isEqualTo("framework2");
        assertThat(other.offer().getResourcesList()).isEqualTo(offer.getResourcesList());
    }
}
