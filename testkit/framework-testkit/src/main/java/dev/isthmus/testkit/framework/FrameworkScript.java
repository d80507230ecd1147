package dev.isthmus.testkit.framework;

import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.testkit.framework.expect.Expect;
import dev.isthmus.testkit.framework.history.ImpossibleStepException;
import dev.isthmus.testkit.framework.history.ScriptClock;
import dev.isthmus.testkit.framework.send.AgentSend;
import dev.isthmus.testkit.framework.send.Send;
import dev.isthmus.testkit.framework.stage.Made;
import dev.isthmus.testkit.framework.stage.Stage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;

/**
 * A test of a Mesos scheduler, as a script: what is sent to it, and what it is expected to call. Each step is carried out at once,
 * and what follows from it has happened when the method returns.
 *
 * <p>Under the scheduler runs the driver of Isthmus itself, without its thread: what it checks, filters, acknowledges, delivers
 * again and answers to reconciliation is what it does in production. In place of ECS there is a cluster of the agents that the
 * script declares, which does nothing by itself. Time stands still but for {@link #advance}, and for the second at most that the
 * next round of offers is away. Nothing is random.
 *
 * <p><b>Threading.</b> Every callback is made on the thread that calls the step, one after the other and never nested. The
 * scheduler calls its driver on that thread too; give it an executor that runs things at once if it has one. {@code join()} and
 * {@code run()} are refused, since they would block the script.
 *
 * <p><b>Errors.</b> An expectation that is not met, and a callback that throws, is an {@link AssertionError}; a step that cannot be
 * is an {@link ImpossibleStepException}. Both say which step it was and what had happened up to it.
 */
public final class FrameworkScript {

    private final Stage stage;
    private Scheduler scheduler;
    private FrameworkInfo framework;
    private boolean strict;
    private boolean begun;

    private FrameworkScript(Scheduler scheduler, FrameworkInfo framework, ScriptClock clock) {
        this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
        this.framework = Objects.requireNonNull(framework, "framework");
        this.stage = new Stage(clock);
    }

    /**
     * A script for this scheduler; nothing happens before the first step.
     *
     * @param scheduler the scheduler under test
     * @param framework what the framework says of itself
     */
    public static FrameworkScript of(Scheduler scheduler, FrameworkInfo framework) {
        return of(scheduler, framework, new ScriptClock());
    }

    /**
     * A script for a scheduler that asks what time it is.
     *
     * @param scheduler the scheduler under test
     * @param framework what the framework says of itself
     * @param clock the time, which the scheduler has as well
     */
    public static FrameworkScript of(Scheduler scheduler, FrameworkInfo framework, ScriptClock clock) {
        return new FrameworkScript(scheduler, framework, clock);
    }

    /** The scheduler acknowledges status updates itself, as with a driver made with {@code implicitAcknowledgements = false}. */
    public FrameworkScript acknowledgingExplicitly() {
        requireNotBegun();
        stage.engine().acknowledgeExplicitly();
        return this;
    }

    /** These roles get no offers until they are revived. */
    public FrameworkScript suppressing(String... roles) {
        requireNotBegun();
        stage.engine().suppress(List.of(roles));
        return this;
    }

    /**
     * Agents may have these resources beside Mesos's own, of any type: what {@link AgentSend#scalar}, {@link AgentSend#ranges} and {@link
     * AgentSend#set} say they have. In production a {@link dev.isthmus.api.translation.ResourceTranslator} of one's own offers them.
     */
    public FrameworkScript counting(String... resources) {
        requireNotBegun();
        stage.engine().count(Arrays.stream(resources).map(ResourceName::new).collect(Collectors.toSet()));
        return this;
    }

    /** What is set of the driver, such as {@code ISTHMUS_AGENT_TIMEOUT}; by default nothing. */
    public FrameworkScript with(Settings settings) {
        requireNotBegun();
        stage.engine().set(settings);
        return this;
    }

    /** A call that meets no expectation fails the next step that sends something, or {@link #end}. */
    public FrameworkScript strictly() {
        requireNotBegun();
        strict = true;
        return this;
    }

    private void requireNotBegun() {
        if (begun) {
            throw new IllegalStateException("a script is set up before its first step");
        }
    }

    /** Sends something to the scheduler. */
    public FrameworkScript send(Send step) {
        sending("send " + step);
        if (!step.leavesLaunchesOpen()) {
            stage.cluster().answerLaunches();
            stage.engine().settle();
        }
        if (stage.engine().isFresh() && step instanceof Send.Starting) {
            stage.engine().start(scheduler, framework, Optional.empty());
        } else if (stage.engine().isFresh() && step instanceof Send.Failing failing) {
            failing.prepare(stage);
            stage.engine().start(scheduler, framework, Optional.empty());
        } else {
            step.carryOut(stage);
        }
        return done();
    }

    /** Does something to the scheduler that does not come from its driver: a request of a user, a timer of its own. */
    public FrameworkScript act(String what, Runnable action) {
        sending("act: " + what);
        stage.cluster().answerLaunches();
        stage.engine().settle();
        action.run();
        return done();
    }

    /** Lets time pass: offers come every second, filters end, updates that are not acknowledged are delivered again. */
    public FrameworkScript advance(Duration step) {
        sending("advance " + Expect.seconds(step));
        if (step.isNegative()) {
            throw stage.history().impossible("time does not go back");
        }
        stage.cluster().answerLaunches();
        stage.engine().settle();
        stage.engine().advance(step);
        return done();
    }

    /**
     * The scheduler's process ends without a word, and a new one takes over under the same framework id. Its tasks have run on.
     *
     * @param next the scheduler of the new process
     */
    public FrameworkScript restart(Scheduler next) {
        sending("restart");
        return restarted(next, framework, stage.frameworkId());
    }

    /**
     * The scheduler's process ends without a word, and a new one registers. Whether it finds its tasks depends on whether it brings
     * the id of the old one: that is what this is to test.
     *
     * @param next the scheduler of the new process
     * @param nextFramework what it says of itself
     */
    public FrameworkScript restart(Scheduler next, FrameworkInfo nextFramework) {
        sending("restart with its own FrameworkInfo");
        return restarted(next, nextFramework, Optional.empty());
    }

    private FrameworkScript restarted(Scheduler next, FrameworkInfo nextFramework, Optional<String> id) {
        if (stage.engine().isFresh()) {
            throw stage.history().impossible("there is nothing to restart before send(registered())");
        }
        stage.engine().crash();
        scheduler = Objects.requireNonNull(next, "next");
        framework = Objects.requireNonNull(nextFramework, "nextFramework");
        stage.engine().start(scheduler, framework, id);
        return done();
    }

    /** Fails unless this is so. */
    public FrameworkScript expect(Expect what) {
        begin("expect " + what);
        stage.engine().settle();
        stage.check();
        stage.ledger().expecting();
        Optional<String> unmet = what.unmet(stage);
        if (unmet.isPresent()) {
            throw stage.history().failed(unmet.get(), null);
        }
        return this;
    }

    /** Ends the script; of one that is strict, checks that the last calls were all expected. */
    public void end() {
        sending("end");
        done();
    }

    /** The driver that the scheduler was given last, for what a test calls on it by itself; within {@link #act}. */
    public SchedulerDriver driver() {
        return stage.engine().border();
    }

    /** All that has happened so far, one line each. */
    public String history() {
        return stage.history().table();
    }

    private void begin(String text) {
        begun = true;
        stage.begin(text);
    }

    private void sending(String text) {
        begin(text);
        stage.engine().settle();
        stage.check();
        List<Made> open = stage.ledger().open().stream()
                .filter(made -> !made.isByTheWay())
                .toList();
        if (strict && stage.ledger().isExpecting() && !open.isEmpty()) {
            throw stage.history()
                    .failed(
                            open.stream()
                                    .map(made -> "\n- step " + made.step() + ": "
                                            + made.call().text())
                                    .collect(Collectors.joining("", "nothing has expected that the scheduler", "")),
                            null);
        }
        stage.ledger().sending(stage.history().step());
    }

    private FrameworkScript done() {
        stage.engine().settle();
        stage.check();
        return this;
    }
}
