package dev.isthmus.ecs.stop;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.ecs.budget.Backoff;
import dev.isthmus.ecs.budget.EcsCallQueue;
import dev.isthmus.ecs.budget.Priority;
import dev.isthmus.ecs.budget.Tries;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.step.Event;
import dev.isthmus.ecs.step.EvictingSet;
import dev.isthmus.ecs.step.Notes;
import dev.isthmus.ecs.step.Requests;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.task.EcsTaskRecord;
import dev.isthmus.ecs.task.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stops tasks. A stop that fails temporarily is retried until it succeeds; its states are in docs/reference/stop-states.md. Not thread-safe: used
 * within steps only.
 */
public final class Stops {

    /** How many tasks that should not be there are known to have been stopped. */
    private static final int UNWANTED = 10_000;

    private final Steps steps;
    private final Notes notes;
    private final EcsCallQueue calls;
    private final Requests requests;
    private final Duration window;
    private final Map<LaunchId, Stop> stops = new LinkedHashMap<>();
    /** Those that live though they were to be stopped. Who asks again without a request is not warned again. */
    private final EvictingSet<LaunchId> warned = new EvictingSet<>(UNWANTED);

    private final EvictingSet<String> unwanted = new EvictingSet<>(UNWANTED);

    /**
     * Creates it.
     *
     * @param window how long ECS may not know a task after its start
     */
    public Stops(Steps steps, EcsCallQueue calls, Requests requests, Duration window) {
        this.steps = steps;
        this.notes = steps.notes(Stops.class);
        this.calls = calls;
        this.requests = requests;
        this.window = window;
    }

    /** The stop of a task, and when ECS must know the task. */
    private static final class Stop {

        private final EcsTaskRecord task;
        private final Instant patientUntil;
        private final Tries tries = new Tries();
        private StopState state = new StopState.Asked(List.of());

        private Stop(EcsTaskRecord task, Instant patientUntil) {
            this.task = task;
            this.patientUntil = patientUntil;
        }
    }

    /** Stops a task, and with it all of its group. Idempotent: a second request shares the outcome of the first. */
    public void stop(EcsTaskRecord task, String reason, long request) {
        if (task.ended()) {
            requests.answer(request, new StopOutcome.NotFound());
            return;
        }
        Stop stop = begun(task, reason);
        stop.state = stop.state.askedToo(request);
        stop.state.told().ifPresent(outcome -> requests.answer(request, outcome));
    }

    /** Stops a task for which no request waits. */
    public void stop(EcsTaskRecord task, String reason) {
        if (!task.ended()) {
            begun(task, reason);
        }
    }

    private Stop begun(EcsTaskRecord task, String reason) {
        LaunchId id = task.first().task().launch();
        Stop known = stops.get(id);
        if (known != null) {
            return known;
        }
        Stop stop = new Stop(task, steps.now().plus(window));
        stops.put(id, stop);
        task.stopAsked(true);
        notes.debug("Stopping task {} ({}): {}", task.task().task(), task.arn(), reason);
        calls.patiently(
                new EcsCall.Stop(task.arn(), Identity.stopReason(reason)),
                Priority.STOP,
                Backoff.STOP,
                failure -> again(stop, failure),
                answer -> answered(id, stop, answer));
        return stop;
    }

    private void become(Stop stop, StopState next) {
        List<Long> waiting = stop.state.waiting();
        stop.state = next;
        next.told().ifPresent(outcome -> waiting.forEach(request -> requests.answer(request, outcome)));
    }

    private boolean again(Stop stop, CallFailure failure) {
        if (stop.task.ended()) {
            return false;
        }
        if (failure.failure().passes() || failure.lost() || stop.tries.again(failure)) {
            become(stop, stop.state.failedForNow());
            return true;
        }
        boolean again = mayNotBeVisibleYet(failure, stop.patientUntil);
        if (again) {
            become(stop, stop.state.notKnownYet());
        }
        return again;
    }

    private boolean mayNotBeVisibleYet(CallFailure failure, Instant patientUntil) {
        return failure.isTaskNotFound() && steps.now().isBefore(patientUntil);
    }

    private void answered(LaunchId id, Stop stop, Answer<Boolean> answer) {
        if (answer instanceof Answer.Failed<Boolean> failed && !stop.task.ended()) {
            stops.remove(id, stop);
            stop.task.stopAsked(false);
            if (warned.add(id) || !stop.state.waiting().isEmpty()) {
                notes.warn(
                        "Task {} ({}) could not be stopped: {}",
                        stop.task.task().task(),
                        stop.task.arn(),
                        failed.failure().message());
            }
            become(
                    stop,
                    stop.state.failed(
                            failed.failure().isTaskNotFound()
                                    ? new StopOutcome.NotFound()
                                    : new StopOutcome.Failed(failed.failure().failure())));
        } else {
            become(stop, stop.state.accepted());
        }
        steps.tell(new Event.Changing());
    }

    /** Stops a task that must not run, once. If it could not be stopped, that is an {@link Event.Unstopped}. */
    public void stopUnwanted(String arn, String why) {
        if (unwanted.add(arn)) {
            Instant patientUntil = steps.now().plus(window);
            Tries tries = new Tries();
            calls.patiently(
                    new EcsCall.Stop(arn, Identity.stopReason(why)),
                    Priority.STOP,
                    Backoff.STOP,
                    failure -> failure.failure().passes()
                            || mayNotBeVisibleYet(failure, patientUntil)
                            || tries.again(failure),
                    answer -> {
                        if (answer instanceof Answer.Failed<Boolean> failed) {
                            unwanted.remove(arn);
                            notes.warn(
                                    "Task {} could not be stopped: {}",
                                    arn,
                                    failed.failure().message());
                            steps.tell(new Event.Unstopped(arn));
                        }
                    });
        }
    }

    /** To be called when a task that must not run has stopped. */
    public void unwantedEnded(String arn) {
        unwanted.remove(arn);
    }

    /** To be called when a framework is forgotten. What ECS was asked to stop is stopped all the same. */
    public void forget(FrameworkId framework) {
        stops.values().removeIf(stop -> stop.task.task().framework().equals(framework));
    }

    /** To be called when a task has ended. */
    public void ended(LaunchId launch) {
        stops.remove(launch);
        warned.remove(launch);
    }
}
