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
 * The backend as a state machine. Its inputs are requests, answers and timers, each as a step; its outputs are calls, timers and events. It has no
 * thread, clock or network of its own; {@link Shell} provides them.
 *
 * <p>Not thread-safe: every method is called within a step.
 */
public final class EcsEngine {

    /** The failure of requests that are pending when the backend is closed. */
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

    /** Receives the events of the engine. */
    public interface Listener {

        /** The inventory has changed. */
        void inventory(InventoryEvent event);

        /** ECS answers, and reading the cluster takes a while. Called at most once, and not if reading takes no time. */
        default void reached() {}

        /** A task of our framework has changed. */
        void task(TaskEvent event);

        /** All tasks of earlier processes were reported. */
        void recovered();
    }

    /**
     * The settings of the engine.
     *
     * @param mode the operation that starts tasks
     * @param defaults the settings of task definitions
     * @param busy the polling interval while tasks start or stop
     * @param idle the polling interval otherwise
     * @param window how long ECS may take to show the effect of a call
     * @param patience how long a start waits for resources on its agent; zero not to wait
     * @param budgetPercent the share of the request budgets to use
     * @param places the largest number of concurrent calls
     * @param instances the container instances to use, in the cluster query language; all if empty
     * @param cap the most resources to use
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

    /** Creates an engine that does nothing until one of its parts is started. */
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

    /** Starts reporting the inventory. */
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

    /** Starts reporting the tasks of a framework. */
    public void startTasks(FrameworkId framework) {
        ledger.framework(framework);
        rounds.recover(Identity.mark(framework));
    }

    /** The id of an agent's machine in EC2 or Systems Manager, if it has one. */
    public Optional<String> machine(AgentId agent) {
        return fleet.instance(agent).flatMap(InstanceView::machineId);
    }

    /** Refreshes an agent soon. */
    public void lookAgain(AgentId agent) {
        looks.soon(agent);
    }

    /** Starts a task. */
    public void launch(Launch launch, Consumer<LaunchOutcome> done) {
        launches.launch(launch, done);
        rounds.soon();
    }

    /** Starts a task group. */
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

    /** Returns the latest event of every task, once recovery is complete. */
    public void list(Consumer<List<TaskEvent>> done) {
        if (recovered) {
            done.accept(ledger.latest());
        } else {
            afterRecovery.add(() -> done.accept(ledger.latest()));
        }
    }

    /** Stops polling and retrying. */
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
