package dev.isthmus.ecs.engine;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.budget.PagedReads;
import dev.isthmus.ecs.budget.PollPace;
import dev.isthmus.ecs.budget.Priority;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.TaskFilter;
import dev.isthmus.ecs.engine.RoundState.Look;
import dev.isthmus.ecs.engine.RoundState.Round;
import dev.isthmus.ecs.inventory.ContainerInstanceCache;
import dev.isthmus.ecs.launch.EcsLaunches;
import dev.isthmus.ecs.step.Notes;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.task.EcsTaskLedger;
import dev.isthmus.ecs.view.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Polls the cluster in rounds: first its tasks, then its instances, so that the resources in use on an instance are read before the free ones. Polls
 * often while tasks start or stop, and seldom otherwise. The states of it are in docs/reference/round-states.md.
 *
 * <p>Not thread-safe: used within steps only.
 */
final class ClusterPoller {

    private final Steps steps;
    private final Notes notes;
    private final PagedReads reading;
    private final EcsTaskLedger ledger;
    private final EcsLaunches launches;
    private final PollPace pace;
    private final PollSchedule agenda;
    private final TransitioningTaskPoller moving;
    private final EcsConnectivity contact;
    private final WatchedFrameworks watched;
    private final InstanceSweep sweep;
    private final Greeting greeting;
    private final Reads reads = new Reads();

    private RoundState state = new RoundState.Off();
    private long rounds;

    ClusterPoller(
            Steps steps,
            PagedReads reading,
            ContainerInstanceCache fleet,
            EcsTaskLedger ledger,
            EcsLaunches launches,
            PollPace pace,
            PollSchedule agenda,
            TransitioningTaskPoller moving,
            Optional<String> instances,
            EcsConnectivity contact,
            WatchedFrameworks watched) {
        this.steps = steps;
        this.notes = steps.notes(ClusterPoller.class);
        this.reading = reading;
        this.ledger = ledger;
        this.launches = launches;
        this.pace = pace;
        this.agenda = agenda;
        this.moving = moving;
        this.contact = contact;
        this.watched = watched;
        this.sweep = new InstanceSweep(reading, fleet, ledger, instances, this::instancesRead);
        this.greeting = new Greeting(reading, instances, contact);
    }

    /** Starts polling, unless it has started. */
    void start() {
        schedule(state.start(steps.now()));
    }

    /** A framework is watched: the next round reads everything, to recover its tasks. */
    void recover(long watch) {
        agenda.recover(watch, steps.now());
        schedule(state.start(steps.now()).noLaterThan(steps.now()));
    }

    /** A framework is watched no longer. */
    void forget(long watch) {
        agenda.forget(watch);
    }

    /** Polls soon, because something changes. */
    void soon() {
        schedule(state.changed(in(pace.busy())));
    }

    /** To be called when a part of the engine has failed, which may be the round: the next one comes all the same. */
    void failed() {
        schedule(state.abandoned(in(pace.idle())));
    }

    /** To be called when a task of ours may run though it was given up, or twice. */
    void seek() {
        agenda.seek(steps.now());
    }

    /** Where it stands, for tests. */
    RoundState state() {
        return state;
    }

    private Instant in(Duration wait) {
        return steps.now().plus(wait);
    }

    private void schedule(RoundState next) {
        boolean same = next.nextAt().equals(state.nextAt());
        state = next;
        if (!same) {
            wake();
        }
    }

    private void wake() {
        state.nextAt().ifPresent(at -> steps.after(Duration.between(steps.now(), at), () -> due(at)));
    }

    private void due(Instant at) {
        // Otherwise it was put forward, or has begun.
        if (state.nextAt().equals(Optional.of(at))) {
            begin();
        }
    }

    private void begin() {
        Look look = agenda.next(steps.now(), watched.own(ledger), launches.settling());
        if (look.isEmpty()) {
            done();
            return;
        }
        rounds++;
        read(state.begin(new Round(rounds, look)));
    }

    private void read(RoundState next) {
        state = next;
        next.stage().ifPresent(stage -> stage.match(reads));
    }

    private void describe(Round round, List<String> running, List<String> stopped) {
        Look look = round.look();
        Set<String> wanted = new LinkedHashSet<>(ledger.healthChecked(look.young()));
        if (look.tasks()) {
            wanted.addAll(ledger.toDescribe(running, look.whole(), look.verify()));
        }
        wanted.addAll(ledger.stoppedToDescribe(stopped, !look.ends()));
        reading.<TaskView>describe(
                Priority.READ, new ArrayList<>(wanted), EcsCall.DescribeTasks::new, (described, failure) -> {
                    ledger.take(described, launches, steps.now());
                    take(
                            round,
                            failure.<Answer<Integer>>map(Answer.Failed::new)
                                    .orElseGet(() -> new Answer.Ok<>(running.size())),
                            listed -> tasksDescribed(look, listed, stopped.size()));
                });
    }

    private void tasksDescribed(Look look, int listed, int stopped) {
        moving.soon();
        agenda.tasksSeen(look, listed, stopped, watched.own(ledger));
        if (look.searches()) {
            launches.searched(look.settling(), look.begun());
        }
        if (!look.recovering().isEmpty()) {
            notes.info("Recovered {} live tasks", ledger.liveCount());
            watched.recovered(look.recovering());
        }
        contact.tasksRead(look.everywhere(), ledger.holdings());
        if (look.instances()) {
            read(state.tasksDescribed());
        } else {
            succeed(look);
        }
    }

    private void instancesRead(Round round, Answer<Integer> answer) {
        take(round, answer, count -> {
            agenda.instancesSeen(round.look(), count);
            succeed(round.look());
        });
    }

    /** Takes the answer to a read, unless the round was abandoned meanwhile. */
    private <T> void take(Round round, Answer<T> answer, Consumer<T> then) {
        if (state.round().equals(Optional.of(round))) {
            answer.match(
                    ok -> then.accept(ok.value()),
                    failed -> fail(failed.failure().failure()));
        }
    }

    private void succeed(Look look) {
        steps.out(look.read(steps.now()));
        reading.worked();
        contact.made();
        done();
    }

    private void done() {
        boolean busy = agenda.recovering()
                || agenda.isPressing(steps.now())
                || state.hurried()
                || launches.busy()
                || moving.isBusy();
        Duration wait = busy ? pace.busy() : pace.quiet(ledger.newestRun(), steps.now());
        Duration untilSweep = agenda.untilSweep(steps.now());
        state = state.done(in(untilSweep.compareTo(wait) < 0 ? untilSweep : wait));
        wake();
    }

    private void fail(BackendFailure failure) {
        contact.failed(failure);
        if (failure.category() != Category.THROTTLED) {
            agenda.contactLost();
        }
        schedule(state.failed(in(pace.after(failure))));
    }

    /** The calls of each stage. */
    private final class Reads implements RoundStage.Cases {

        @Override
        public void listRunning(RoundStage.ListingRunning stage) {
            Round round = round();
            list(
                    round,
                    stage.left().get(0),
                    Integer.MAX_VALUE,
                    running -> read(state.runningListed(running, round.look().stopped())));
        }

        @Override
        public void listStopped(RoundStage.ListingStopped stage) {
            Round round = round();
            list(round, stage.left().get(0), round.look().enough(), stopped -> read(state.stoppedListed(stopped)));
        }

        private void list(Round round, TaskFilter filter, int enough, Consumer<List<String>> then) {
            reading.list(
                    Priority.READ,
                    token -> new EcsCall.ListTasks(filter, token),
                    enough,
                    arns -> listing(round, arns),
                    answer -> take(round, answer, then));
        }

        private void listing(Round round, List<String> arns) {
            if (!round.look().recovering().isEmpty()) {
                greeting.page(round, arns);
            }
        }

        @Override
        public void describeTasks(RoundStage.DescribingTasks stage) {
            describe(round(), stage.running(), stage.stopped());
        }

        @Override
        public void readInstances(RoundStage.ReadingInstances stage) {
            sweep.begin(round());
        }

        private Round round() {
            return state.round().orElseThrow();
        }
    }
}
