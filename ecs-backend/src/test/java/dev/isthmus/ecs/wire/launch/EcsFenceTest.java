package dev.isthmus.ecs.wire.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the backend does of what it was asked, once another driver has taken the framework over. */
@Timeout(60)
class EcsFenceTest {

    private static final List<String> CHANGING = List.of(
            "RunTask", "StartTask", "StopTask", "RegisterTaskDefinition", "DeregisterTaskDefinition", "TagResource");

    private final AtomicReference<Standing> standing = new AtomicReference<>(Standing.STANDS);
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch askedOften = new CountDownLatch(12);

    private Standing ask() {
        asked.incrementAndGet();
        Standing answer = standing.get();
        if (answer != Standing.STANDS) {
            askedOften.countDown();
        }
        return answer;
    }

    private static long changes(FakeEcs ecs) {
        return CHANGING.stream().mapToLong(ecs::callCount).sum();
    }

    /** Launches, registrations and stops wait for their turn, and for a second try, when the takeover comes. */
    @Test
    void a_fenced_driver_changes_nothing_of_what_waits() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running());
                OpenBackend open = new OpenBackend(OpenBackend.settings(ecs, Map.of()), this::ask).started()) {
            AgentId agent = open.agent(0);
            Launch runs = OpenBackend.shell(agent, "runs", "sleep 1000");
            assertThat(open.launch(runs)).isInstanceOf(LaunchOutcome.Launched.class);
            int leave = asked.get();
            assertThat(leave).as("for a registration and a start").isEqualTo(2);
            long before = changes(ecs);

            standing.set(Standing.FENCED);
            List<CompletableFuture<?>> waiting = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                waiting.add(open.backend
                        .launcher()
                        .launch(OpenBackend.shell(agent, "late-" + i, "sleep " + i))
                        .toCompletableFuture());
            }
            waiting.add(open.backend
                    .launcher()
                    .stop(runs.task().framework(), runs.task().launch(), "no")
                    .toCompletableFuture());
            assertThat(askedOften.await(30, TimeUnit.SECONDS)).isTrue();

            assertThat(changes(ecs)).isEqualTo(before);
            assertThat(ecs.tasks()).hasSize(1);
            assertThat(waiting)
                    .as("nothing is started")
                    .noneMatch(stage -> stage.isDone() && stage.join() instanceof LaunchOutcome.Launched);
        }
    }

    /** A store that does not answer is no leave, and no end: what waits is done when it answers again. */
    @Test
    void what_may_not_be_done_for_now_is_held_and_done_later() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running());
                OpenBackend open = new OpenBackend(OpenBackend.settings(ecs, Map.of()), this::ask).started()) {
            AgentId agent = open.agent(0);
            standing.set(Standing.UNKNOWN);
            CompletableFuture<LaunchOutcome> held = open.backend
                    .launcher()
                    .launch(OpenBackend.shell(agent, "held", "sleep 1000"))
                    .toCompletableFuture();
            while (askedOften.getCount() > 10) {
                Thread.onSpinWait();
            }
            assertThat(changes(ecs)).isZero();
            assertThat(held).isNotDone();

            standing.set(Standing.STANDS);

            assertThat(held.get(30, TimeUnit.SECONDS)).isInstanceOf(LaunchOutcome.Launched.class);
            assertThat(ecs.callCount("RunTask")).isEqualTo(1);
        }
    }
}
