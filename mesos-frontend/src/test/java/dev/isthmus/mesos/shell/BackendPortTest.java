package dev.isthmus.mesos.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.testkit.memory.MemoryBackend;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several frameworks over one backend. */
class BackendPortTest {

    private static final FrameworkId A = new FrameworkId("a");
    private static final FrameworkId B = new FrameworkId("b");
    private static final LaunchId NONE = new LaunchId("0".repeat(32));

    private final ManualClock clock = new ManualClock();
    private final MemoryBackend backend = new MemoryBackend(clock, clock.scheduler());
    private final List<String> heard = new ArrayList<>();
    private final BackendPort port = new BackendPort(backend, new BackendPort.Inbox() {
        @Override
        public void put(FrameworkId framework, Input input) {
            heard.add(framework + " " + input.getClass().getSimpleName());
        }

        @Override
        public void inventoryChanged(InventoryEvent event) {
            heard.add(event.getClass().getSimpleName());
        }
    });

    private void watch(FrameworkId framework) {
        port.carryOut(new Output.Watch(framework));
        clock.advance(Duration.ofSeconds(1));
    }

    @Test
    void the_cluster_is_watched_once_and_each_framework_by_itself() {
        watch(A);
        watch(B);
        assertThat(heard).containsExactlyInAnyOrder("Complete", "a Recovered", "b Recovered");
    }

    @Test
    void a_framework_that_was_forgotten_may_be_watched_again_and_the_others_are_still() {
        watch(A);
        watch(B);
        heard.clear();
        port.forget(A);
        watch(A);
        port.carryOut(new Output.Stop(B, NONE, "why"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(heard).containsExactly("a Recovered", "b StopAnswered");
    }

    @Test
    void a_stop_that_the_backend_does_not_take_is_answered_to_the_framework_that_asked() {
        port.carryOut(new Output.Stop(A, NONE, "why"));
        assertThat(heard).containsExactly("a StopAnswered");
    }

    @Test
    void what_happens_to_the_cluster_is_told_once() {
        watch(A);
        watch(B);
        heard.clear();
        backend.loseContact(new BackendFailure(BackendFailure.Category.TRANSIENT, "gone"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(heard).containsExactly("ContactLost");
    }
}
