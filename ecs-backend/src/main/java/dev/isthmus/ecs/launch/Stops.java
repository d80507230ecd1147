package dev.isthmus.ecs.launch;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.ecs.budget.Backoff;
import dev.isthmus.ecs.budget.EcsCallQueue;
import dev.isthmus.ecs.budget.Priority;
import dev.isthmus.ecs.budget.Shell;
import dev.isthmus.ecs.budget.Tries;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.task.EcsTaskRecord;
import dev.isthmus.ecs.task.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops tasks. A stop that fails temporarily is retried until it succeeds. Not thread-safe: used within steps only. */
public final class Stops {

    private static final Logger LOG = LoggerFactory.getLogger(Stops.class);

    /** How many tasks that should not be there are known to have been stopped. */
    private static final int UNWANTED = 10_000;

    private final Shell shell;
    private final EcsCallQueue calls;
    private final Duration window;
    private final Runnable changing;
    private final Map<LaunchId, Stop> stops = new LinkedHashMap<>();
    private final EvictingSet<String> unwanted = new EvictingSet<>(UNWANTED);

    /**
     * Creates it.
     *
     * @param window how long ECS may not know a task after its start
     * @param changing called when ECS has accepted a stop, so that the cluster is polled soon
     */
    public Stops(Shell shell, EcsCallQueue calls, Duration window, Runnable changing) {
        this.shell = shell;
        this.calls = calls;
        this.window = window;
        this.changing = changing;
    }

    private static final class Stop {
        private final List<Consumer<StopOutcome>> waiting = new ArrayList<>();
        private Optional<StopOutcome> told = Optional.empty();

        void tell(Consumer<StopOutcome> done) {
            if (told.isPresent()) {
                done.accept(told.get());
            } else {
                waiting.add(done);
            }
        }

        void outcome(StopOutcome outcome) {
            told = Optional.of(outcome);
            waiting.forEach(done -> done.accept(outcome));
            waiting.clear();
        }
    }

    /** Stops a task, and with it all of its group. May call back before it returns. Idempotent: a second call shares the outcome of the first. */
    public void stop(EcsTaskRecord task, String reason, Consumer<StopOutcome> done) {
        if (task.ended()) {
            done.accept(new StopOutcome.NotFound());
            return;
        }
        LaunchId id = task.first().task().launch();
        Stop known = stops.get(id);
        if (known != null) {
            known.tell(done);
            return;
        }
        Stop stop = new Stop();
        stop.tell(done);
        stops.put(id, stop);
        task.stopAsked(true);
        LOG.debug("Stopping task {} ({}): {}", task.task().task(), task.arn(), reason);
        Instant patientUntil = shell.now().plus(window);
        Tries tries = new Tries();
        calls.patiently(
                new EcsCall.Stop(task.arn(), Identity.stopReason(reason)),
                Priority.STOP,
                Backoff.STOP,
                failure -> again(task, stop, failure, patientUntil, tries),
                answer -> finish(task, id, stop, answer));
    }

    private boolean again(EcsTaskRecord task, Stop stop, CallFailure failure, Instant patientUntil, Tries tries) {
        if (task.ended()) {
            return false;
        }
        if (failure.failure().passes() || failure.lost() || tries.again(failure)) {
            stop.outcome(new StopOutcome.Accepted());
            return true;
        }
        return mayNotBeVisibleYet(failure, patientUntil);
    }

    private boolean mayNotBeVisibleYet(CallFailure failure, Instant patientUntil) {
        return isNotFound(failure) && shell.now().isBefore(patientUntil);
    }

    private void finish(EcsTaskRecord task, LaunchId id, Stop stop, Answer<Boolean> answer) {
        if (answer instanceof Answer.Failed<Boolean> failed && !task.ended()) {
            stops.remove(id);
            task.stopAsked(false);
            LOG.warn(
                    "Task {} ({}) could not be stopped: {}",
                    task.task().task(),
                    task.arn(),
                    failed.failure().message());
            stop.outcome(
                    isNotFound(failed.failure())
                            ? new StopOutcome.NotFound()
                            : new StopOutcome.Failed(failed.failure().failure()));
        } else {
            stop.outcome(new StopOutcome.Accepted());
        }
        changing.run();
    }

    /** ECS says "The referenced task was not found." as an InvalidParameterException. */
    private static boolean isNotFound(CallFailure failure) {
        return failure.message().toLowerCase(Locale.ROOT).contains("task was not found");
    }

    /**
     * Stops a task that must not run, once.
     *
     * @param failed called if it could not be stopped
     */
    void stopUnwanted(String arn, String why, Runnable failed) {
        if (unwanted.add(arn)) {
            Instant patientUntil = shell.now().plus(window);
            Tries tries = new Tries();
            calls.patiently(
                    new EcsCall.Stop(arn, Identity.stopReason(why)),
                    Priority.STOP,
                    Backoff.STOP,
                    failure -> failure.failure().passes()
                            || mayNotBeVisibleYet(failure, patientUntil)
                            || tries.again(failure),
                    answer -> {
                        if (answer instanceof Answer.Failed<Boolean> failure) {
                            unwanted.remove(arn);
                            LOG.warn(
                                    "Task {} could not be stopped: {}",
                                    arn,
                                    failure.failure().message());
                            failed.run();
                        }
                    });
        }
    }

    /** To be called when a task that must not run has stopped. */
    void unwantedEnded(String arn) {
        unwanted.remove(arn);
    }

    /** To be called when a task has ended. */
    public void ended(LaunchId launch) {
        stops.remove(launch);
    }
}
