package dev.isthmus.driver.sharing;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.api.launch.GroupLaunch;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.budget.RequestBudget;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.engine.EcsEngine;
import dev.isthmus.ecs.engine.EngineOptions;
import dev.isthmus.ecs.inventory.CapacityCap;
import dev.isthmus.ecs.launch.LaunchMode;
import dev.isthmus.ecs.plan.Defaults;
import dev.isthmus.ecs.step.Input;
import dev.isthmus.ecs.step.Output;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.shell.MesosFrontend;
import dev.isthmus.mesos.shell.SteppedDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Drivers that share a cluster, in one thread, under one seed and simulated time: the frontend and the backend as they are, each call to ECS
 * with a latency of its own.
 */
final class SharingWorld implements AutoCloseable {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** What is in force where nobody has set anything. */
    static final Duration DEFAULT_PATIENCE = Settings.none().get(EcsSettings.LAUNCH_PATIENCE);

    private static final int QUICKEST_MS = 15;
    private static final int SLOWEST_MS = 250;

    final SharedCluster cluster = new SharedCluster(this);
    /** Of drivers that are made from now on; what the backend is set to is given with the patience. */
    Settings settings = Settings.none();

    private int calls;
    private final Random random;
    private final EngineOptions options;
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparing(Timer::at).thenComparing(Timer::number));
    private final List<SteppedDriver> drivers = new ArrayList<>();
    /** One for each driver, in the same order. */
    private final List<Life> backends = new ArrayList<>();
    /** Asked for by the frontend's options, and never used by a driver that is stepped. */
    private final ScheduledExecutorService unused = Executors.newSingleThreadScheduledExecutor();

    private Instant now = START;
    private long count;

    private record Timer(Instant at, long number, Runnable step) {}

    SharingWorld(long seed, Duration patience) {
        this(seed, patience, Duration.ofSeconds(5), Duration.ofSeconds(60), 100);
    }

    /** With these poll interval, consistency window and percentage of the request budgets. */
    SharingWorld(long seed, Duration patience, Duration idle, Duration window, long budgetPercent) {
        this.random = new Random(seed);
        this.options = new EngineOptions(
                LaunchMode.RUN_TASK,
                Defaults.builder().image(Optional.of("busybox")).build(),
                Duration.ofSeconds(1),
                idle,
                window,
                patience,
                RequestBudget.of(budgetPercent),
                10,
                Optional.empty(),
                CapacityCap.NONE,
                Optional.empty(),
                false);
    }

    Instant now() {
        return now;
    }

    /** How many calls of ECS have been made. */
    int calls() {
        return calls;
    }

    Random random() {
        return random;
    }

    void after(Duration delay, Runnable step) {
        timers.add(new Timer(now.plus(delay), count++, step));
    }

    /** A driver of a framework that has not been started. */
    SteppedDriver driver(FrameworkInfo framework, SchedulerCallbacks callbacks) {
        Life life = new Life();
        SteppedDriver driver = MesosFrontend.stepped(FrontendOptions.builder(framework, callbacks)
                .settings(settings)
                .backend(() -> new SimulatedBackend(life))
                .translators(dialect -> TranslatorTable.load(Discovery.installed(), dialect, settings))
                .clock(() -> now)
                .scheduler(unused)
                .uuids(() -> new UUID(random.nextLong(), random.nextLong()))
                .build());
        drivers.add(driver);
        backends.add(life);
        return driver;
    }

    /** The process of a driver is no more: nothing of it or its backend is stepped again. */
    void kill(SteppedDriver driver) {
        int place = drivers.indexOf(driver);
        drivers.remove(place);
        backends.remove(place).dead = true;
    }

    /** Lets time pass until it is so; says whether it came to be. */
    boolean until(BooleanSupplier wanted, Duration most) {
        Instant end = now.plus(most);
        while (!wanted.getAsBoolean()) {
            List.copyOf(drivers).forEach(SteppedDriver::workOff);
            Instant timer = timers.isEmpty() ? Instant.MAX : timers.peek().at();
            Optional<SteppedDriver> due = drivers.stream()
                    .filter(driver -> driver.nextDue().isPresent())
                    .min(Comparator.comparing(driver -> driver.nextDue().orElseThrow()));
            Instant tick = due.flatMap(SteppedDriver::nextDue).orElse(Instant.MAX);
            Instant next = timer.isBefore(tick) ? timer : tick;
            if (next.isAfter(end)) {
                now = end;
                return wanted.getAsBoolean();
            }
            now = next.isBefore(now) ? now : next;
            if (timer.isAfter(tick)) {
                due.orElseThrow().tick();
            } else {
                timers.remove().step().run();
            }
        }
        return true;
    }

    void pass(Duration time) {
        until(() -> false, time);
    }

    @Override
    public void close() {
        unused.shutdownNow();
    }

    /** Whether a process still is. */
    private static final class Life {

        private boolean dead;
    }

    /** The engine of the ECS backend, without its threads. */
    private final class SimulatedBackend implements Backend, OfferSource, TaskLauncher, Output.Cases {

        private final Life life;
        private final EcsEngine engine = new EcsEngine(options, false, now);
        private final Map<Long, CompletableFuture<LaunchOutcome>> launches = new HashMap<>();
        private final Map<Long, CompletableFuture<StopOutcome>> stops = new HashMap<>();
        private final Map<Long, CompletableFuture<List<TaskEvent>>> lists = new HashMap<>();
        private long requests;
        private Instant alarm = Instant.MAX;
        private OfferSource.@Nullable Listener offers;
        private TaskLauncher.@Nullable Listener tasks;
        private boolean closed;

        SimulatedBackend(Life life) {
            this.life = life;
        }

        private void take(Input input) {
            if (life.dead) {
                return;
            }
            engine.step(now, input).forEach(output -> output.match(this));
            Instant due = engine.nextDue().orElse(Instant.MAX);
            if (due.isBefore(alarm)) {
                alarm = due;
                after(Duration.between(now, due), () -> {
                    if (alarm.equals(due)) {
                        alarm = Instant.MAX;
                        take(new Input.Tick());
                    }
                });
            }
        }

        @Override
        public <T> void call(Output.Call<T> output) {
            calls++;
            Duration there = Duration.ofMillis(QUICKEST_MS + random.nextInt(SLOWEST_MS) / 2);
            Duration back = Duration.ofMillis(QUICKEST_MS + random.nextInt(SLOWEST_MS) / 2);
            after(there, () -> {
                Answer<T> answer = new Answer.Ok<>(output.call().on(cluster));
                after(back, () -> take(new Input.Answered(output.id(), answer)));
            });
        }

        @Override
        public void lookUp(Output.LookUp output) {
            throw new AssertionError("EC2 is not asked");
        }

        @Override
        public void receiveEvents(Output.ReceiveEvents output) {
            throw new AssertionError("there is no queue");
        }

        @Override
        public void deleteEvents(Output.DeleteEvents output) {
            throw new AssertionError("there is no queue");
        }

        @Override
        public void readLog(Output.ReadLog output) {
            throw new AssertionError("no logs are read");
        }

        @Override
        public void inventory(Output.Inventory output) {
            if (offers != null && !closed) {
                offers.inventoryChanged(output.event());
            }
        }

        @Override
        public void reached(Output.Reached output) {
            // The driver registers when the whole cluster was read.
        }

        @Override
        public void taskChanged(Output.TaskChanged output) {
            if (tasks != null && !closed) {
                tasks.taskChanged(output.event());
            }
        }

        @Override
        public void recovered(Output.Recovered output) {
            if (tasks != null && !closed) {
                tasks.recovered();
            }
        }

        @Override
        public void progressed(Output.Progressed output) {}

        @Override
        public void launchAnswered(Output.LaunchAnswered output) {
            launches.remove(output.request()).complete(output.outcome());
        }

        @Override
        public void stopAnswered(Output.StopAnswered output) {
            stops.remove(output.request()).complete(output.outcome());
        }

        @Override
        public void listed(Output.Listed output) {
            lists.remove(output.request()).complete(output.tasks());
        }

        @Override
        public void roundRead(Output.RoundRead output) {}

        @Override
        public void note(Output.Note output) {
            // Nobody reads the log.
        }

        @Override
        public void fault(Output.Fault output) {
            throw new AssertionError("a part of the engine failed", output.cause());
        }

        @Override
        public Dialect dialect() {
            return Dialect.ECS;
        }

        @Override
        public ClusterDescription cluster() {
            return new ClusterDescription("shared", Optional.of("us-east-1"), "localhost", 80);
        }

        @Override
        public OfferSource offers() {
            return this;
        }

        @Override
        public TaskLauncher launcher() {
            return this;
        }

        @Override
        public void start(OfferSource.Listener listener) {
            offers = listener;
            take(new Input.StartOffers());
        }

        @Override
        public void lookAgain(AgentId agent) {
            take(new Input.LookAgain(agent));
        }

        @Override
        public void watch(FrameworkId framework, TaskLauncher.Listener listener) {
            tasks = listener;
            take(new Input.Watch(1, framework));
        }

        @Override
        public void forget(FrameworkId framework) {
            tasks = null;
            take(new Input.Forget(framework));
        }

        @Override
        public CompletionStage<LaunchOutcome> launch(Launch launch) {
            CompletableFuture<LaunchOutcome> outcome = new CompletableFuture<>();
            launches.put(++requests, outcome);
            take(new Input.Launch(requests, launch));
            return outcome;
        }

        @Override
        public CompletionStage<LaunchOutcome> launchGroup(GroupLaunch group) {
            CompletableFuture<LaunchOutcome> outcome = new CompletableFuture<>();
            launches.put(++requests, outcome);
            take(new Input.LaunchGroup(requests, group));
            return outcome;
        }

        @Override
        public CompletionStage<StopOutcome> stop(FrameworkId framework, LaunchId launch, String reason) {
            CompletableFuture<StopOutcome> outcome = new CompletableFuture<>();
            stops.put(++requests, outcome);
            take(new Input.Stop(requests, framework, launch, reason));
            return outcome;
        }

        @Override
        public CompletionStage<List<TaskEvent>> list(FrameworkId framework) {
            CompletableFuture<List<TaskEvent>> listed = new CompletableFuture<>();
            lists.put(++requests, listed);
            take(new Input.ListTasks(requests, framework));
            return listed;
        }

        @Override
        public Duration consistencyWindow() {
            return options.window();
        }

        @Override
        public void close() {
            closed = true;
            take(new Input.Close());
        }
    }
}
