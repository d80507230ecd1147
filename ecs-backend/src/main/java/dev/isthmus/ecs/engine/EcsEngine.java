package dev.isthmus.ecs.engine;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.GroupLaunch;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.ecs.budget.EcsCallQueue;
import dev.isthmus.ecs.budget.PagedReads;
import dev.isthmus.ecs.budget.Shell;
import dev.isthmus.ecs.call.ThrottleBucket;
import dev.isthmus.ecs.inventory.CapacityCap;
import dev.isthmus.ecs.inventory.CapacityCapFilter;
import dev.isthmus.ecs.inventory.ContainerInstanceCache;
import dev.isthmus.ecs.launch.EcsLaunches;
import dev.isthmus.ecs.launch.LaunchMode;
import dev.isthmus.ecs.launch.Patience;
import dev.isthmus.ecs.launch.Stops;
import dev.isthmus.ecs.plan.Defaults;
import dev.isthmus.ecs.plan.Planner;
import dev.isthmus.ecs.task.EcsTaskLedger;
import dev.isthmus.ecs.task.EcsTaskRecord;
import dev.isthmus.ecs.task.Identity;
import dev.isthmus.ecs.view.InstanceView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The backend as a state machine: requests, answers and ticks come in as steps; calls, timers and events go out. It knows no thread, no
 * clock and no network; {@link Shell} stands for them.
 *
 * <p>Not thread-safe: every method is called within a step.
 */
public final class EcsEngine {

    /** What is said of requests that are under way when everything ends. */
    public static final BackendFailure CLOSED =
            new BackendFailure(BackendFailure.Category.TRANSIENT, "the backend was closed meanwhile");

    private final ContainerInstanceCache fleet;
    private final CapacityCapFilter share;
    private final EcsTaskLedger ledger;
    private final EcsLaunches launches;
    private final Stops stops;
    private final ClusterPoller rounds;
    private final InstanceRefresher looks;
    private final TransitioningTaskPoller moving;
    private final EcsConnectivity contact;
    private final Listener listener;
    private final List<Runnable> afterRecovery = new ArrayList<>();
    private boolean offersStarted;
    private boolean recovered;

    /** Takes what the engine tells. */
    public interface Listener {

        /** Something about the inventory. */
        void inventory(InventoryEvent event);

        /** ECS answers, though everything is still to be read; told once at most, and not where that takes no time. */
        default void reached() {}

        /** Something about a task of ours. */
        void task(TaskEvent event);

        /** Every task of an earlier process has been told of. */
        void recovered();
    }

    /**
     * What settings say.
     *
     * @param mode by which operation tasks are started
     * @param defaults what is said of definitions
     * @param busy time between looks while something is changing
     * @param idle time between looks otherwise
     * @param window how long ECS may take to show what was done
     * @param patience how long a start waits for room on its agent that others have taken; zero if it does not
     * @param budgetPercent our share of AWS's request budgets
     * @param places how many calls may be under way at once
     * @param instances which container instances are ours to use, in the cluster query language; all if empty
     * @param cap the most that this driver may have of the cluster
     */
    public record Options(
            LaunchMode mode,
            Defaults defaults,
            Duration busy,
            Duration idle,
            Duration window,
            Duration patience,
            long budgetPercent,
            int places,
            Optional<String> instances,
            CapacityCap cap) {

        private double readsPerSecond() {
            return ThrottleBucket.CLUSTER_READ.perSecond() * budgetPercent / 100.0;
        }
    }

    /** At rest, until one of its parts is started. */
    public EcsEngine(Shell shell, Options options, Listener listener) {
        this.listener = listener;
        EcsCallQueue calls = new EcsCallQueue(shell, options.places(), options.budgetPercent());
        this.share = new CapacityCapFilter(options.cap(), this::ours, this::inventory);
        this.fleet = new ContainerInstanceCache(share);
        EngineLinks links = new EngineLinks();
        this.ledger = new EcsTaskLedger(
                this::task,
                links,
                options.window(),
                options.defaults().sandboxes().kept());
        this.stops = new Stops(shell, calls, options.window(), links::soon);
        PollSchedule agenda = new PollSchedule(options.idle(), options.window(), options.readsPerSecond());
        this.launches = new EcsLaunches(
                shell,
                calls,
                fleet,
                ledger,
                new Planner(options.defaults()),
                stops,
                options.mode(),
                options.window(),
                new Patience(options.patience(), agents -> longer(options.busy(), agenda.rest(agents))),
                links::lookAgain);
        PagedReads reading = new PagedReads(calls);
        this.looks = new InstanceRefresher(shell, reading, fleet, ledger, launches::looked);
        this.contact = new EcsConnectivity(shell, this::inventory, this::reached);
        this.moving = new TransitioningTaskPoller(shell, reading, ledger, options.busy(), agenda);
        this.rounds = new ClusterPoller(
                shell,
                reading,
                fleet,
                ledger,
                launches,
                new ClusterPoller.Pace(options.busy(), options.idle()),
                agenda,
                moving,
                options.instances(),
                contact,
                this::recovered);
        links.connect(launches, rounds, looks, moving);
    }

    /** Begins to tell of the inventory. */
    public void startOffers() {
        offersStarted = true;
        if (contact.answers() && !contact.complete()) {
            listener.reached();
        }
        share.everything(fleet.everything()).forEach(listener::inventory);
        if (contact.complete()) {
            listener.inventory(new InventoryEvent.Complete());
        }
        rounds.start();
    }

    /** Begins to tell of the tasks of a framework. */
    public void startTasks(FrameworkId framework) {
        ledger.framework(framework);
        rounds.recover(Identity.mark(framework));
    }

    /** The id of an agent's machine in EC2 or Systems Manager, if it has one. */
    public Optional<String> machine(AgentId agent) {
        return fleet.instance(agent).flatMap(InstanceView::machineId);
    }

    /** Looks at an agent soon. */
    public void lookAgain(AgentId agent) {
        looks.soon(agent);
    }

    /** Starts a task. */
    public void launch(Launch launch, Consumer<LaunchOutcome> done) {
        launches.launch(launch, done);
        rounds.soon();
    }

    /** Starts a group. */
    public void launchGroup(GroupLaunch group, Consumer<LaunchOutcome> done) {
        launches.launchGroup(group, done);
        rounds.soon();
    }

    /** Stops a task. */
    public void stop(LaunchId launch, String reason, Consumer<StopOutcome> done) {
        Optional<EcsTaskRecord> known = ledger.find(launch);
        if (known.isPresent()) {
            stops.stop(known.get(), reason, done);
        } else if (launches.stop(launch, reason)) {
            done.accept(new StopOutcome.Accepted());
        } else if (!recovered) {
            afterRecovery.add(() -> stop(launch, reason, done));
        } else {
            done.accept(new StopOutcome.NotFound());
        }
    }

    /** What was told last of every task; once recovery is done. */
    public void list(Consumer<List<TaskEvent>> done) {
        if (recovered) {
            done.accept(ledger.latest());
        } else {
            afterRecovery.add(() -> done.accept(ledger.latest()));
        }
    }

    /** Ends: nothing is looked at or begun any more. */
    public void close() {
        launches.close();
        rounds.close();
        looks.close();
        moving.close();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Our own tasks, and those that are being started. */
    private List<LaunchedTask> ours() {
        List<LaunchedTask> ours = new ArrayList<>(ledger.ours());
        ours.addAll(launches.starting());
        return ours;
    }

    private void inventory(InventoryEvent event) {
        if (offersStarted) {
            listener.inventory(event);
        }
    }

    private void reached() {
        if (offersStarted) {
            listener.reached();
        }
    }

    private void task(TaskEvent event) {
        event.phase()
                .match(
                        staging -> moving.soon(),
                        starting -> moving.soon(),
                        running -> {},
                        stopping -> moving.soon(),
                        ended -> {
                            stops.ended(event.task().launch());
                            looks.soon(event.task().agent());
                        });
        listener.task(event);
    }

    private void recovered() {
        listener.recovered();
        recovered = true;
        List<Runnable> waiting = List.copyOf(afterRecovery);
        afterRecovery.clear();
        waiting.forEach(Runnable::run);
    }
}
