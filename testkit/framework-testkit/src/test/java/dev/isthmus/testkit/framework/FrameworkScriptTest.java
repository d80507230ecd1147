package dev.isthmus.testkit.framework;

import static dev.isthmus.testkit.framework.expect.Expect.acknowledged;
import static dev.isthmus.testkit.framework.expect.Expect.launched;
import static dev.isthmus.testkit.framework.expect.Expect.noCall;
import static dev.isthmus.testkit.framework.expect.Expect.revived;
import static dev.isthmus.testkit.framework.expect.Expect.told;
import static dev.isthmus.testkit.framework.expect.Expect.toldNoOffer;
import static dev.isthmus.testkit.framework.expect.Expect.toldOffer;
import static dev.isthmus.testkit.framework.send.Send.agent;
import static dev.isthmus.testkit.framework.send.Send.offers;
import static dev.isthmus.testkit.framework.send.Send.registered;
import static dev.isthmus.testkit.framework.send.Send.status;
import static org.apache.mesos.Protos.TaskState.TASK_LOST;
import static org.apache.mesos.Protos.TaskState.TASK_RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.testkit.framework.expect.Expect;
import dev.isthmus.testkit.framework.history.ImpossibleStepException;
import dev.isthmus.testkit.framework.history.ScriptClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.mesos.Protos.FrameworkID;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.Status;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.SchedulerDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The script itself: its order, its time, its threads, restarts, strictness, and what it says when something fails. */
@Timeout(30)
class FrameworkScriptTest {

    private final Puppet puppet = Puppet.launching("t", 1, 64);
    private final FrameworkScript script = FrameworkScript.of(puppet, Puppet.framework());

    private FrameworkScript launchedOne() {
        return script.send(agent("a").cpus(4).mem(1024)).send(registered()).expect(launched("t"));
    }

    @Test
    void a_failure_says_which_step_it_was_and_what_had_happened() {
        launchedOne();

        assertThatThrownBy(() -> script.expect(Expect.killed("t")))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""
                        step 4: expect killed 't'
                          wanted: killed 't'
                          since step 1 the scheduler called nothing else
                        so far:
                          step    seconds  who        what
                             1      0.000  script     send agent a (cpus:4; mem:1024)
                             2      0.000  script     send registered
                             2      0.000  driver       registered as 00000000-0000-0001-0000-000000000001-0000
                             2      0.000  driver       resourceOffers: a (cpus:4; mem:1024)
                             2      0.000  scheduler    launches 't' on a (cpus:1; mem:64)
                             3      0.000  script     expect launched 't'
                             4      0.000  script     expect killed 't'
                        """);
    }

    @Test
    void what_a_scheduler_throws_fails_the_step_and_aborts_its_driver() {
        IllegalStateException thrown = new IllegalStateException("cannot");
        puppet.onStatus = (driver, status) -> {
            throw thrown;
        };
        launchedOne();

        assertThatThrownBy(() -> script.send(status("t", TASK_RUNNING)))
                .isInstanceOf(AssertionError.class)
                .hasCause(thrown)
                .hasMessageContaining("step 4: send status 't' TASK_RUNNING")
                .hasMessageContaining("the scheduler threw java.lang.IllegalStateException: cannot")
                .hasMessageContaining("in statusUpdate: TASK_STARTING of 't'");
        assertThatThrownBy(() -> script.send(offers()))
                .isInstanceOf(ImpossibleStepException.class)
                .hasMessageContaining("because the scheduler threw");
        assertThat(script.driver().reviveOffers()).isEqualTo(Status.DRIVER_ABORTED);
    }

    @Test
    void callbacks_are_never_nested_and_come_on_the_thread_of_the_step() {
        List<String> order = new ArrayList<>();
        puppet.onOffer = (driver, offer) -> {
            order.add("offer begins");
            driver.launchTasks(List.of(offer.getId()), List.of(Puppet.task(offer, "t", 9, 64)));
            assertThat(Thread.currentThread().getName()).isEqualTo("the one of the script");
            order.add("offer ends");
        };
        puppet.onStatus = (driver, status) -> order.add(status.getState().name());
        Thread own = Thread.currentThread();
        String name = own.getName();
        own.setName("the one of the script");
        try {
            script.send(agent("a").cpus(4).mem(1024)).send(registered());
        } finally {
            own.setName(name);
        }

        assertThat(order).containsExactly("offer begins", "offer ends", "TASK_ERROR");
    }

    @Test
    void no_thread_is_made() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        launchedOne().advance(Duration.ofMinutes(10));
        Set<Thread> after = new HashSet<>(Thread.getAllStackTraces().keySet());
        after.removeAll(before);

        // The JVM and the test's own surroundings may start some; those of drivers and of executors have these names.
        assertThat(after).noneMatch(thread -> thread.getName().matches("(isthmus|pool)-.*"));
    }

    @Test
    void a_call_on_another_thread_is_refused() throws InterruptedException {
        List<Throwable> thrown = new ArrayList<>();
        puppet.onRegistered = driver -> {
            Thread other = new Thread(driver::reviveOffers, "worker");
            other.setUncaughtExceptionHandler((thread, e) -> thrown.add(e));
            other.start();
            join(other);
        };

        assertThatThrownBy(() -> script.send(registered()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a script has one thread, but the scheduler revives offers on thread 'worker'");
        assertThat(thrown).hasSize(1);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void what_would_block_the_script_is_refused() {
        puppet.onRegistered = SchedulerDriver::join;

        assertThatThrownBy(() -> script.send(registered())).hasMessageContaining("join() would block it for ever");
        script.restart(new Puppet())
                .act(
                        "run",
                        () -> assertThatThrownBy(() -> script.driver().run())
                                .hasMessageContaining("run() would block it for ever"));
    }

    @Test
    void time_stands_still_but_for_advances() {
        ScriptClock clock = new ScriptClock();
        FrameworkScript.of(new Puppet(), Puppet.framework(), clock)
                .send(registered())
                .advance(Duration.ofMinutes(90));

        assertThat(clock.instant()).isEqualTo(ScriptClock.BEGIN.plus(Duration.ofMinutes(90)));
    }

    @Test
    void time_does_not_go_back() {
        script.send(registered());

        assertThatThrownBy(() -> script.advance(Duration.ofSeconds(-1)))
                .isInstanceOf(ImpossibleStepException.class)
                .hasMessageContaining("time does not go back");
    }

    /** Conformance point 77: again after 10 s, then 20 s. */
    @Test
    void an_update_that_is_not_acknowledged_is_delivered_again() {
        List<TaskStatus> seen = new ArrayList<>();
        puppet.onStatus = (driver, status) -> seen.add(status);
        script.acknowledgingExplicitly();
        launchedOne().send(status("t", TASK_RUNNING)).advance(Duration.ofSeconds(9));
        assertThat(seen).hasSize(1);
        script.advance(Duration.ofSeconds(1));
        assertThat(seen).hasSize(2);
        script.advance(Duration.ofSeconds(20))
                .act("acknowledge", () -> script.driver().acknowledgeStatusUpdate(seen.get(0)))
                .expect(acknowledged("t"));

        assertThat(seen).hasSize(4);
        assertThat(seen.get(2)).isEqualTo(seen.get(0));
        assertThat(seen.get(3).getState()).isEqualTo(TASK_RUNNING);
    }

    @Test
    void a_restarted_scheduler_has_the_same_id_and_finds_its_tasks() {
        Puppet next = new Puppet();
        next.onRegistered = driver -> driver.reconcileTasks(List.of());
        launchedOne()
                .send(status("t", TASK_RUNNING))
                .restart(next)
                .expect(Expect.reconciledImplicitly())
                .expect(told("t", TASK_RUNNING).saying("Latest task state"))
                .expect(toldOffer("a"));

        assertThat(next.told).startsWith("registered", "TASK_RUNNING");
        assertThat(puppet.told).doesNotContain("disconnected", "error");
        assertThat(script.history()).contains("resourceOffers: a (cpus:3; mem:960)");
    }

    @Test
    void the_driver_of_before_a_restart_is_dead() {
        launchedOne();
        SchedulerDriver old = script.driver();
        script.restart(new Puppet())
                .act(
                        "the old one wakes up",
                        () -> assertThat(old.killTask(Puppet.taskId("t"))).isEqualTo(Status.DRIVER_ABORTED))
                .expect(noCall());
        assertThat(script.history()).contains("kills 't' (ignored: DRIVER_ABORTED)");
    }

    @Test
    void a_scheduler_that_forgets_its_id_is_a_stranger_to_its_tasks() {
        Puppet next = new Puppet();
        next.onRegistered = driver -> driver.reconcileTasks(List.of(TaskStatus.newBuilder()
                .setTaskId(Puppet.taskId("t"))
                .setState(TASK_RUNNING)
                .build()));
        launchedOne()
                .send(status("t", TASK_RUNNING))
                .restart(next, Puppet.framework())
                .expect(told("t", TASK_LOST).saying("Task is unknown"));
    }

    @Test
    void a_scheduler_that_brings_its_id_is_known() {
        FrameworkInfo known = Puppet.framework().toBuilder()
                .setId(FrameworkID.newBuilder().setValue("mine"))
                .build();
        FrameworkScript.of(puppet, known)
                .send(agent("a").cpus(4).mem(1024))
                .send(registered())
                .expect(launched("t"))
                .restart(new Puppet(), known)
                .send(status("t", TASK_RUNNING))
                .expect(told("t", TASK_RUNNING));
    }

    @Test
    void nothing_is_restarted_before_the_start() {
        assertThatThrownBy(() -> script.restart(new Puppet()))
                .isInstanceOf(ImpossibleStepException.class)
                .hasMessageContaining("nothing to restart");
    }

    @Test
    void a_stopped_driver_has_killed_its_tasks() {
        puppet.onStatus = (driver, status) -> driver.stop();
        Puppet next = new Puppet();
        next.onRegistered = driver -> driver.reconcileTasks(List.of());
        launchedOne().send(status("t", TASK_RUNNING)).expect(Expect.stopped());
        assertThatThrownBy(() -> script.send(offers())).hasMessageContaining("stopped by the scheduler in step 4");
        script.restart(next);

        assertThat(next.told).containsExactly("registered", "resourceOffers");
        assertThat(script.history()).contains("resourceOffers: a (cpus:4; mem:1024)");
    }

    @Test
    void a_strict_script_wants_every_call_expected() {
        script.strictly();
        script.send(agent("a").cpus(4).mem(1024)).send(registered()).expect(toldOffer("a"));

        assertThatThrownBy(() -> script.send(offers()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("nothing has expected that the scheduler\n  - step 2: launches 't' on a");
    }

    @Test
    void a_strict_script_looks_once_more_at_its_end() {
        puppet.onRegistered = driver -> driver.reviveOffers();
        script.strictly();
        script.send(registered()).expect(toldNoOffer());

        assertThatThrownBy(script::end).hasMessageContaining("- step 1: revives offers");
    }

    @Test
    void a_strict_script_whose_calls_were_all_expected_ends_well() {
        puppet.onRegistered = driver -> driver.reviveOffers();
        script.strictly();
        script.send(registered()).expect(revived()).end();
    }

    @Test
    void suppressed_roles_get_no_offers_until_they_are_revived() {
        script.suppressing("*");
        script.send(agent("a").cpus(4).mem(1024))
                .send(registered())
                .expect(toldNoOffer())
                .act("revive", () -> script.driver().reviveOffers())
                .expect(toldOffer("a"));
    }

    @Test
    void settings_are_those_of_the_driver() {
        script.with(Settings.builder()
                .environment(Map.of("ISTHMUS_OFFER_TIMEOUT", "30s"))
                .build());
        puppet.onOffer = (driver, offer) -> {};
        script.send(agent("a").cpus(4).mem(1024)).send(registered()).advance(Duration.ofSeconds(31));

        assertThat(puppet.told).contains("offerRescinded");
    }

    @Test
    void a_script_is_set_up_before_its_first_step() {
        script.send(registered());

        assertThatThrownBy(script::strictly).hasMessageContaining("set up before its first step");
        assertThatThrownBy(() -> script.suppressing("r")).hasMessageContaining("set up before its first step");
        assertThatThrownBy(script::acknowledgingExplicitly).hasMessageContaining("set up before its first step");
        assertThatThrownBy(() -> script.with(Settings.none())).hasMessageContaining("set up before its first step");
    }

    @Test
    void there_is_no_driver_before_the_start() {
        assertThatThrownBy(script::driver).hasMessageContaining("made by send(registered())");
    }
}
