package dev.isthmus.ecs.engine;

import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.ecs.budget.BudgetLoad;
import dev.isthmus.ecs.budget.EcsCallQueue;
import dev.isthmus.ecs.budget.PagedReads;
import dev.isthmus.ecs.budget.PollPace;
import dev.isthmus.ecs.event.EventFigures;
import dev.isthmus.ecs.event.EventIntake;
import dev.isthmus.ecs.inventory.ContainerInstanceCache;
import dev.isthmus.ecs.inventory.InstanceStates;
import dev.isthmus.ecs.launch.EcsLaunches;
import dev.isthmus.ecs.launch.Patience;
import dev.isthmus.ecs.plan.Planner;
import dev.isthmus.ecs.step.Event;
import dev.isthmus.ecs.step.Input;
import dev.isthmus.ecs.step.Output;
import dev.isthmus.ecs.step.Requests;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.stop.Stops;
import dev.isthmus.ecs.stop.UnplacedTasks;
import dev.isthmus.ecs.tail.LogTails;
import dev.isthmus.ecs.task.EcsTaskLedger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The backend as a state machine: no thread, no I/O, no clock. Each step takes one input with the time and returns what is to be done, in order.
 * Calls leave with an id, and come back with it. No input makes it throw. Not thread-safe.
 */
public final class EcsEngine {

    private final Steps steps;
    private final Requests requests;
    private final EcsCallQueue calls;
    private final EcsTaskLedger ledger;
    private final EcsLaunches launches;
    private final Stops stops;
    private final UnplacedTasks unplaced;
    /** Tests see where it stands. */
    final ClusterPoller rounds;

    private final InstanceRefresher looks;
    private final InstanceStates states;
    private final TransitioningTaskPoller moving;
    private final EcsConnectivity contact;
    private final WatchedFrameworks watched;
    private final EventIntake events;
    private final FrameworkRequests asked;
    private final Inputs inputs = new Inputs();
    private final Events parts = new Events();
    private boolean closed;

    /**
     * Creates an engine that does nothing until one of its parts is started.
     *
     * @param asksHosts whether the hosts of agents are looked up
     */
    public EcsEngine(EngineOptions options, boolean asksHosts, Instant now) {
        this.steps = new Steps(now, event -> event.match(parts));
        this.requests = new Requests(steps);
        this.watched = new WatchedFrameworks(steps, inputs);
        this.calls = new EcsCallQueue(steps, options.places(), options.budget());
        EcsInventory inventory = new EcsInventory(steps, options, this::ours, asksHosts);
        ContainerInstanceCache fleet = inventory.fleet();
        this.ledger = new EcsTaskLedger(
                steps,
                new LogTails(steps, options.logTails() ? options.defaults().log() : Optional.empty(), this::task),
                inventory.addresses(),
                options.window(),
                options.defaults().sandboxes().kept());
        this.stops = new Stops(steps, calls, requests, options.window());
        this.unplaced = new UnplacedTasks(
                steps,
                ledger,
                fleet,
                stops,
                options.patience(),
                options.defaults().growth());
        PollSchedule agenda = new PollSchedule(options);
        this.launches = new EcsLaunches(
                steps,
                requests,
                calls,
                fleet,
                inventory.slots(),
                inventory.growth(),
                ledger,
                new Planner(options.defaults()),
                stops,
                options.mode(),
                options.window(),
                new Patience(options.patience(), options.busy(), agenda.forTasks()));
        PagedReads reading = new PagedReads(steps.notes(PagedReads.class), calls);
        this.looks = new InstanceRefresher(steps, reading, inventory, ledger, launches, agenda);
        this.states = new InstanceStates(steps, calls, fleet);
        this.contact = new EcsConnectivity(steps, inventory);
        PollPace pace = new PollPace(options.busy(), options.idle());
        this.moving = new TransitioningTaskPoller(steps, reading, ledger, launches, pace, agenda);
        this.rounds = new ClusterPoller(
                steps, reading, fleet, ledger, launches, pace, agenda, moving, options.instances(), contact, watched);
        this.asked = new FrameworkRequests(requests, ledger, launches, stops, watched, rounds);
        this.events =
                new EventIntake(steps, reading, ledger, launches, fleet, agenda, options.events(), options.idle());
    }

    /**
     * Takes one step.
     *
     * @param now the time; one that is before that of an earlier step counts as that
     * @return what is to be done, in order; nothing once it is closed
     */
    public List<Output> step(Instant now, Input input) {
        return closed ? List.of() : steps.step(now, () -> input.match(inputs));
    }

    /** When a {@link Input.Tick} is due, if nothing happens before. */
    public Optional<Instant> nextDue() {
        return steps.nextDue();
    }

    /** What was heard of events; empty without a queue of them. */
    public Optional<EventFigures> events() {
        return events.figures();
    }

    /** What is left of each budget, and what waits for it. */
    public List<BudgetLoad> budgets() {
        return calls.load();
    }

    private final class Inputs implements Input.Cases {

        @Override
        public void startOffers(Input.StartOffers input) {
            contact.startOffers();
            rounds.start();
            events.start();
        }

        @Override
        public void watch(Input.Watch input) {
            ledger.watch(input.framework());
            watched.begin(input);
            rounds.recover(input.watch());
            events.watched(input.framework());
        }

        @Override
        public void forget(Input.Forget input) {
            watched.number(input.framework()).ifPresent(rounds::forget);
            watched.end(input.framework());
            ledger.forget(input.framework());
            launches.forget(input.framework());
            stops.forget(input.framework());
            requests.forget(input.framework());
        }

        @Override
        public void lookAgain(Input.LookAgain input) {
            looks.soon(input.agent());
        }

        @Override
        public void setState(Input.SetState input) {
            states.want(input.agent(), input.isDraining());
        }

        @Override
        public void launch(Input.Launch input) {
            asked.launch(input);
        }

        @Override
        public void launchGroup(Input.LaunchGroup input) {
            asked.launchGroup(input);
        }

        @Override
        public void stop(Input.Stop input) {
            asked.stop(input);
        }

        @Override
        public void list(Input.ListTasks input) {
            asked.list(input);
        }

        @Override
        public void answered(Input.Answered input) {
            steps.answered(input.id(), input.answer());
        }

        @Override
        public void clockSet(Input.ClockSet input) {
            steps.clockSet(input.behind());
        }

        @Override
        public void tick(Input.Tick input) {
            steps.due();
        }

        @Override
        public void close(Input.Close input) {
            closed = true;
            requests.close();
            steps.clear();
        }
    }

    private final class Events implements Event.Cases {

        @Override
        public void changing(Event.Changing event) {
            rounds.soon();
            moving.soon();
        }

        @Override
        public void lookAgain(Event.LookAgain event) {
            looks.soon(event.agent());
        }

        @Override
        public void changed(Event.Changed event) {
            taskChanged(event.event());
        }

        @Override
        public void unstopped(Event.Unstopped event) {
            ledger.lookAgain(event.arn());
            rounds.seek();
        }

        @Override
        public void doubted(Event.Doubted event) {
            rounds.seek();
        }

        @Override
        public void defined(Event.Defined event) {
            launches.defined(event.launch(), event.answer());
        }

        @Override
        public void failed(Event.Failed event) {
            rounds.failed();
        }
    }

    /** The tasks of the frameworks that are watched, and those that are being started. */
    private List<LaunchedTask> ours() {
        return Stream.concat(ledger.ours().stream(), launches.starting().stream())
                .toList();
    }

    private void task(TaskEvent event) {
        watched.number(event.task().framework()).ifPresent(watch -> steps.out(new Output.TaskChanged(watch, event)));
        steps.tell(new Event.Changed(event));
    }

    private void taskChanged(TaskEvent event) {
        events.changed(event);
        event.phase()
                .match(
                        staging -> {
                            moving.soon();
                            unplaced.look();
                        },
                        starting -> moving.soon(),
                        running -> {},
                        stopping -> moving.soon(),
                        ended -> {
                            stops.ended(event.task().launch());
                            looks.soon(event.task().agent());
                        });
    }
}
