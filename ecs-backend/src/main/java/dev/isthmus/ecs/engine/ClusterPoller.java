package dev.isthmus.ecs.engine;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.budget.PagedReads;
import dev.isthmus.ecs.budget.Priority;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.Described;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.TaskFilter;
import dev.isthmus.ecs.inventory.ContainerInstanceCache;
import dev.isthmus.ecs.launch.EcsLaunches;
import dev.isthmus.ecs.step.Notes;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.task.EcsTaskLedger;
import dev.isthmus.ecs.view.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Polls the cluster in rounds: first its tasks, then its instances, so that the resources in use on an instance are read before the free ones. Polls
 * often while tasks start or stop, and seldom otherwise.
 *
 * <p>Not thread-safe: used within steps only.
 */
final class ClusterPoller {

    private final Steps steps;
    private final Notes notes;
    private final PagedReads reading;
    private final ContainerInstanceCache fleet;
    private final EcsTaskLedger ledger;
    private final EcsLaunches launches;
    private final Pace pace;
    private final PollSchedule agenda;
    private final TransitioningTaskPoller moving;
    private final EcsConnectivity contact;
    private final Optional<String> instances;
    private final Runnable recovered;

    private Optional<String> mark = Optional.empty();
    private boolean started;
    private @Nullable Round round;
    private boolean hurry;
    private Instant nextAt = Instant.MAX;

    /**
     * The polling intervals.
     *
     * @param busy while tasks start or stop
     * @param idle otherwise
     */
    record Pace(Duration busy, Duration idle) {}

    ClusterPoller(
            Steps steps,
            PagedReads reading,
            ContainerInstanceCache fleet,
            EcsTaskLedger ledger,
            EcsLaunches launches,
            Pace pace,
            PollSchedule agenda,
            TransitioningTaskPoller moving,
            Optional<String> instances,
            EcsConnectivity contact,
            Runnable recovered) {
        this.steps = steps;
        this.notes = steps.notes(ClusterPoller.class);
        this.reading = reading;
        this.fleet = fleet;
        this.ledger = ledger;
        this.launches = launches;
        this.pace = pace;
        this.agenda = agenda;
        this.moving = moving;
        this.instances = instances;
        this.contact = contact;
        this.recovered = recovered;
    }

    /** Starts polling, unless it has started. */
    void start() {
        if (!started) {
            started = true;
            scheduleIn(Duration.ZERO);
        }
    }

    /** Starts to recover the tasks with this {@code startedBy}. The next round reads everything. */
    void recover(String startedBy) {
        mark = Optional.of(startedBy);
        agenda.recover(steps.now());
        started = true;
        scheduleIn(Duration.ZERO);
    }

    /** Polls soon, because something changes. */
    void soon() {
        if (started) {
            // What a round under way has read may be older than the change.
            hurry = round != null;
            scheduleIn(pace.busy());
        }
    }

    /** To be called when a part of the engine has failed, which may be the round: the next one comes all the same. */
    void failed() {
        round = null;
        scheduleIn(pace.idle());
    }

    private void scheduleIn(Duration wait) {
        Instant at = steps.now().plus(wait);
        if (!started || round != null || !at.isBefore(nextAt)) {
            return;
        }
        nextAt = at;
        steps.after(wait, () -> {
            if (round == null && nextAt.equals(at)) {
                nextAt = Instant.MAX;
                begin();
            }
        });
    }

    private void begin() {
        PollSchedule.Look look = agenda.next(steps.now(), mark.isPresent(), launches::settling);
        if (look.isEmpty()) {
            scheduleNext();
            return;
        }
        Round begun = new Round(look);
        round = begun;
        if (look.tasks()) {
            begun.listRunning();
        } else {
            begun.lookAtInstances();
        }
    }

    /** One round, step by step. */
    private final class Round {

        private final PollSchedule.Look look;
        private final Greeting greeting = new Greeting(reading, instances, contact::reached);

        Round(PollSchedule.Look look) {
            this.look = look;
        }

        void listRunning() {
            TaskFilter filter = look.whole() ? TaskFilter.RUNNING : TaskFilter.startedBy(mark.orElseThrow());
            Iterator<TaskFilter> stopped = look.everywhere()
                    ? List.of(TaskFilter.STOPPED).iterator()
                    : look.settling().stream()
                            .map(agent -> TaskFilter.stoppedOn(agent.value()))
                            .iterator();
            list(filter, listed -> listStopped(stopped, new ArrayList<>(), listed));
        }

        private void listStopped(Iterator<TaskFilter> filters, List<String> stopped, List<String> running) {
            if (!filters.hasNext()) {
                describeTasks(running, stopped);
                return;
            }
            list(filters.next(), listed -> {
                stopped.addAll(listed);
                listStopped(filters, stopped, running);
            });
        }

        private void list(TaskFilter filter, Consumer<List<String>> then) {
            Consumer<List<String>> each = look.recovering() ? greeting::page : arns -> {};
            reading.list(Priority.READ, token -> new EcsCall.ListTasks(filter, token), each, ok(then));
        }

        private void describeTasks(List<String> listed, List<String> stopped) {
            Set<String> wanted = new LinkedHashSet<>(ledger.toDescribe(listed, look.whole(), look.verify()));
            wanted.addAll(ledger.stoppedToDescribe(stopped));
            Consumer<Answer<Described<TaskView>>> seen = ok(described -> {
                moving.soon();
                tasksSeen(listed.size());
                lookAtInstances();
            });
            reading.<TaskView>describe(
                    Priority.READ, new ArrayList<>(wanted), EcsCall.DescribeTasks::new, (described, failure) -> {
                        ledger.take(described, launches, steps.now());
                        seen.accept(failure.<Answer<Described<TaskView>>>map(Answer.Failed::new)
                                .orElseGet(() -> new Answer.Ok<>(described)));
                    });
        }

        private void tasksSeen(int listed) {
            agenda.tasksSeen(look, listed, mark.isPresent() ? ledger.lookedAt() : listed);
            if (look.searches()) {
                launches.searched(look.settling(), look.begun());
            }
            if (look.recovering()) {
                notes.info("Recovered {} live tasks", ledger.liveCount());
                recovered.run();
            }
        }

        void lookAtInstances() {
            if (!look.instances()) {
                succeed();
                return;
            }
            new InstanceSweep(reading, fleet, ledger, instances, ok(count -> {
                        agenda.instancesSeen(look, count);
                        succeed();
                    }))
                    .begin();
        }

        private <T> Consumer<Answer<T>> ok(Consumer<T> then) {
            return answer -> {
                // Otherwise it was abandoned.
                if (round == this) {
                    answer.match(
                            ok -> then.accept(ok.value()),
                            failed -> fail(failed.failure().failure()));
                }
            };
        }
    }

    private void succeed() {
        round = null;
        reading.worked();
        contact.made();
        scheduleNext();
    }

    private void scheduleNext() {
        boolean busy = agenda.recovering()
                || hurry
                || launches.busy()
                || !ledger.moving().isEmpty();
        hurry = false;
        Duration wait = busy ? pace.busy() : quiet();
        Duration sweep = agenda.untilSweep(steps.now());
        scheduleIn(sweep.compareTo(wait) < 0 ? sweep : wait);
    }

    /** A task that has only just begun to run may be a short one: its end is not waited for longer than a quarter of the time it has run. */
    private Duration quiet() {
        Duration young = ledger.newestRun()
                .map(since -> Duration.between(since, steps.now()).dividedBy(4))
                .orElse(pace.idle());
        Duration patient = young.compareTo(pace.busy()) > 0 ? young : pace.busy();
        return patient.compareTo(pace.idle()) < 0 ? patient : pace.idle();
    }

    private void fail(BackendFailure failure) {
        round = null;
        contact.failed(failure);
        if (failure.category() != Category.THROTTLED) {
            agenda.contactLost();
        }
        boolean passes = failure.passes();
        scheduleIn(passes ? pace.busy() : pace.idle());
    }
}
