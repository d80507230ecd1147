package dev.isthmus.ecs.engine.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.GroupLaunch;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.ecs.budget.RequestBudget;
import dev.isthmus.ecs.engine.EngineOptions;
import dev.isthmus.ecs.engine.EngineRig;
import dev.isthmus.ecs.engine.ScriptedEcs;
import dev.isthmus.ecs.inventory.CapacityCap;
import dev.isthmus.ecs.launch.LaunchMode;
import dev.isthmus.ecs.plan.Defaults;
import dev.isthmus.ecs.view.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One simulated stretch of time under one seed: a framework launches and stops tasks, tasks run and end, agents come and go, and the weather is
 * as it is. Then it clears up, and what must hold is checked.
 */
final class StormRun {

    static final Duration WINDOW = Duration.ofSeconds(30);
    private static final FrameworkId FRAMEWORK = new FrameworkId("f");
    private static final int TASKS = 12;
    private static final Duration STORM = Duration.ofSeconds(90);

    private final String name;
    private final Random random;
    private final Weather weather;
    private final LaunchMode mode;
    private final ScriptedEcs ecs = new ScriptedEcs();
    private final StormyRig rig;
    private final List<Life> lives = new ArrayList<>();
    private final Map<LaunchId, Launch> launches = new LinkedHashMap<>();
    private int groups;
    private final Map<LaunchId, Instant> born = new HashMap<>();
    private final Map<LaunchId, TaskPhase.Ended> ends = new HashMap<>();
    private Optional<Life> current = Optional.empty();
    private boolean calm;
    long steps;

    /** The rows of the table of polling that were seen between steps. */
    final Set<String> polled = new TreeSet<>();

    StormRun(LaunchMode mode, Weather weather, String storm, long seed) {
        this.name = mode + " in storm " + storm + " with seed " + seed;
        this.random = new Random(seed);
        this.weather = weather;
        this.mode = mode;
        this.rig = new StormyRig(ecs, random);
        ecs.gracefulStops = true;
    }

    int launches() {
        return launches.size();
    }

    int started() {
        return ecs.tasks.values().stream().mapToInt(task -> task.each().size()).sum();
    }

    int groups() {
        return groups;
    }

    /** How many launches were told to wait for room. */
    long waited() {
        return lives.stream()
                .flatMap(life -> life.outcomes.values().stream())
                .flatMap(List::stream)
                .filter(outcome -> outcome instanceof LaunchOutcome.Unknown unknown
                        && unknown.message().contains("Others have taken it"))
                .count();
    }

    int lives() {
        return lives.size();
    }

    long calls() {
        return rig.calls;
    }

    /** Plays it through. */
    void play() {
        ecs.addInstance("a");
        ecs.addInstance("b");
        rig.weather = weather;
        begin();
        rig.in(Duration.ZERO, this::act);
        rig.in(Duration.ZERO, this::move);
        Instant end = rig.now().plus(STORM);
        while (rig.next(end)) {
            stepped();
            // About every ten seconds, wherever it happens to be.
            if (weather.kills() && current.isPresent() && random.nextInt(400) == 0) {
                current.get().engine.kill();
                current = Optional.empty();
                rig.in(random.nextBoolean() ? Duration.ZERO : rig.upTo(Duration.ofSeconds(8)), this::begin);
            }
        }
        calm = true;
        rig.weather = Weather.FAIR;
        rig.outageUntil = Instant.MIN;
        pass(Duration.ofSeconds(10).plus(WINDOW.multipliedBy(3)));
        checkCalm();
        for (TaskView task : List.copyOf(ecs.tasks.values())) {
            if (!task.stopped()) {
                ecs.exit(task.arn(), 0);
            }
        }
        pass(Duration.ofMinutes(2));
        checkEnd();
    }

    private void pass(Duration time) {
        Instant until = rig.now().plus(time);
        while (rig.next(until)) {
            stepped();
        }
    }

    private void stepped() {
        steps++;
        current.ifPresent(life -> polled.add(life.engine.polling()));
    }

    private void begin() {
        Life life = new Life();
        current = Optional.of(life);
        lives.add(life);
        polled.add(life.engine.polling());
        life.engine.startOffers();
        life.engine.watch(FRAMEWORK);
    }

    /** The framework does something, when it has somebody to ask. */
    private void act() {
        if (calm) {
            return;
        }
        if (current.isPresent() && current.get().ready()) {
            Life life = current.get();
            if (random.nextInt(3) > 0 && launches.size() < TASKS) {
                List<Launch> members = members();
                members.forEach(launch -> launches.put(launch.task().launch(), launch));
                life.launch(members);
                if (random.nextInt(8) == 0) {
                    life.launch(members);
                }
            } else if (!life.told.isEmpty()) {
                List<LaunchId> known = List.copyOf(life.told.keySet());
                life.stop(known.get(random.nextInt(known.size())));
            }
        }
        rig.in(rig.upTo(Duration.ofSeconds(2)), this::act);
    }

    /** Tasks and agents do something. */
    private void move() {
        for (TaskView task : List.copyOf(ecs.tasks.values())) {
            idsOf(task).forEach(id -> born.putIfAbsent(id, rig.now()));
            if (task.lastStatus().equals("STOPPING")) {
                if (random.nextBoolean()) {
                    ecs.finishStop(task.arn());
                }
            } else if (!task.stopped() && !calm) {
                int dice = random.nextInt(20);
                // Every third task is a short one, which may have ended before anybody has seen it.
                boolean isShort =
                        task.identity().getOrDefault("ISTHMUS_TASK_ID", "").hashCode() % 3 == 0;
                if (dice == 0 || (isShort && dice < 10)) {
                    ecs.exit(task.arn(), random.nextInt(3));
                } else if (dice < 8 && task.lastStatus().equals("PENDING")) {
                    ecs.run(task.arn());
                }
            }
        }
        String agent = List.copyOf(ecs.instances.keySet()).get(random.nextInt(2));
        ecs.connect(agent, calm || random.nextInt(weather.crowds() ? 20 : 4) > 0);
        if (calm) {
            ecs.full.clear();
        } else if (weather.crowds() && random.nextInt(8) == 0 && !ecs.full.remove(agent)) {
            ecs.full.add(agent);
        }
        if (weather.outages() && !calm && random.nextInt(20) == 0 && rig.now().isAfter(rig.outageUntil)) {
            rig.outageUntil = rig.now().plus(rig.upTo(WINDOW.multipliedBy(2)));
        }
        rig.in(rig.upTo(Duration.ofSeconds(1)), this::move);
    }

    /** Mostly one, sometimes a group of two or three. */
    private List<Launch> members() {
        AgentId agent = new AgentId(random.nextBoolean() ? "a" : "b");
        int count = random.nextInt(4) == 0 ? 2 + random.nextInt(2) : 1;
        groups += count > 1 ? 1 : 0;
        List<Launch> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(launch("t" + (launches.size() + i), agent));
        }
        return members;
    }

    private static Launch launch(String task, AgentId agent) {
        TaskId id = new TaskId(task);
        LaunchedTask launched =
                new LaunchedTask(LaunchId.of(FRAMEWORK, id, "o"), FRAMEWORK, id, agent, Resources.none(Dialect.MESOS));
        return new Launch(
                launched,
                "f",
                Taken.of(Resources.of(Dialect.ECS, ResourceName.ECS_MEMORY, Amount.of(64))),
                TaskSpec.of(task, Command.ofShell("true")));
    }

    private static List<LaunchId> idsOf(TaskView task) {
        return task.each().stream()
                .map(member -> new LaunchId(String.valueOf(member.identity().get("ISTHMUS_LAUNCH_ID"))))
                .toList();
    }

    private List<TaskView> tasksOf(LaunchId launch) {
        return ecs.tasks.values().stream()
                .filter(task -> idsOf(task).contains(launch))
                .toList();
    }

    /** The weather has cleared up, and nothing has been done for a while. */
    private void checkCalm() {
        Life last = current.orElseThrow();
        assertThat(last.recovered).as("recovered, " + name).isTrue();
        for (TaskView task : ecs.tasks.values()) {
            if (!task.stopped()) {
                for (LaunchId id : idsOf(task)) {
                    assertThat(last.lastOf(id))
                            .as("running task %s is known, %s", id, name)
                            .isPresent()
                            .get()
                            .isNotInstanceOf(TaskPhase.Ended.class);
                    assertThat(last.stopsAccepted)
                            .as("stops that were taken and not made, %s", name)
                            .doesNotContain(id);
                }
            }
        }
        last.asked.forEach((id, count) -> assertThat(last.outcomes.getOrDefault(id, List.of()))
                .as("outcomes of %s, %s", launches.get(id).task().task(), name)
                .hasSize(count));
        assertThat(last.stopsAsked).as("stops not answered, %s", name).isZero();
    }

    /** Every task has ended, and there was time to see it. */
    private void checkEnd() {
        Life last = current.orElseThrow();
        for (Launch launch : launches.values()) {
            LaunchId id = launch.task().launch();
            String of = launch.task().task() + ", " + name;
            assertThat(tasksOf(id)).as("starts of " + of).hasSizeLessThanOrEqualTo(1);
            if (!tasksOf(id).isEmpty()) {
                assertThat(last.lastOf(id))
                        .as("the end of a task that ECS knows is told, " + of)
                        .isPresent()
                        .get()
                        .isInstanceOf(TaskPhase.Ended.class);
            }
            for (LaunchOutcome outcome : last.outcomes.getOrDefault(id, List.of())) {
                if (outcome instanceof LaunchOutcome.Refused) {
                    assertThat(tasksOf(id)).as("starts of refused " + of).isEmpty();
                    assertThat(last.told.get(id)).as("told of refused " + of).isNull();
                } else {
                    assertThat(last.lastOf(id))
                            .as("the end of a launch that was not refused, " + of)
                            .isPresent()
                            .get()
                            .isInstanceOf(TaskPhase.Ended.class);
                }
            }
        }
        lives.forEach(Life::check);
    }

    /** One process: an engine and what it told. */
    private final class Life implements EngineRig.Listener {

        private final Instant begun = rig.now();
        private final EngineRig engine;
        private final Map<LaunchId, List<TaskPhase>> told = new LinkedHashMap<>();
        private final Map<LaunchId, Integer> asked = new HashMap<>();
        private final Map<LaunchId, List<LaunchOutcome>> outcomes = new HashMap<>();
        private final List<LaunchId> stopsAccepted = new ArrayList<>();
        private int stopsAsked;
        private boolean complete;
        private boolean recovered;

        Life() {
            engine = new EngineRig(
                    rig,
                    new EngineOptions(
                            mode,
                            Defaults.builder().image(Optional.of("busybox")).build(),
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(5),
                            WINDOW,
                            Duration.ofSeconds(20),
                            RequestBudget.of(100),
                            10,
                            Optional.empty(),
                            CapacityCap.NONE,
                            Optional.empty(),
                            false),
                    this);
        }

        boolean ready() {
            return complete && recovered;
        }

        void launch(List<Launch> members) {
            List<LaunchId> ids =
                    members.stream().map(launch -> launch.task().launch()).toList();
            ids.forEach(id -> asked.merge(id, 1, Integer::sum));
            Consumer<LaunchOutcome> done = outcome -> ids.forEach(
                    id -> outcomes.computeIfAbsent(id, any -> new ArrayList<>()).add(outcome));
            if (members.size() > 1) {
                engine.launchGroup(new GroupLaunch(members), done);
            } else {
                engine.launch(members.get(0), done);
            }
        }

        void stop(LaunchId id) {
            stopsAsked++;
            engine.stop(id, "storm", outcome -> {
                stopsAsked--;
                if (outcome instanceof StopOutcome.Accepted) {
                    stopsAccepted.add(id);
                }
            });
        }

        Optional<TaskPhase> lastOf(LaunchId id) {
            List<TaskPhase> phases = told.getOrDefault(id, List.of());
            return phases.isEmpty() ? Optional.empty() : Optional.of(phases.get(phases.size() - 1));
        }

        @Override
        public void inventory(InventoryEvent event) {
            complete |= event instanceof InventoryEvent.Complete;
        }

        @Override
        public void task(TaskEvent event) {
            LaunchId id = event.task().launch();
            told.computeIfAbsent(id, any -> new ArrayList<>()).add(event.phase());
            if (event.phase() instanceof TaskPhase.Ended ended) {
                ended(id, ended);
            }
        }

        private void ended(LaunchId id, TaskPhase.Ended ended) {
            String of = launches.get(id).task().task() + ", " + name;
            TaskPhase.Ended before = ends.putIfAbsent(id, ended);
            if (before != null) {
                assertThat(ended.ending())
                        .as("the same end in every life of " + of)
                        .isEqualTo(before.ending());
                assertThat(ended.exitCode())
                        .as("exit code in every life of " + of)
                        .isEqualTo(before.exitCode());
            }
            assertThat(ended.ending()).as("ECS remembers " + of).isNotEqualTo(Ending.VANISHED);
            if (ended.ending() == Ending.NOT_LAUNCHED) {
                assertThat(tasksOf(id))
                        .as("tasks of what was told as not launched, " + of)
                        .isEmpty();
                assertThat(Duration.between(begun, rig.now()))
                        .as("told as not launched no sooner than the window, " + of)
                        .isGreaterThanOrEqualTo(WINDOW);
            }
        }

        @Override
        public void recovered() {
            assertThat(recovered).as("recovered once, " + name).isFalse();
            recovered = true;
            // What had been there for long enough to be seen by any read has been told of. One that was asked to stop
            // meanwhile may be in neither
            // list: no longer among the running in a read that was ahead, not yet among the stopped in one that was
            // behind.
            Instant visible = begun.minus(weather.behind());
            for (TaskView task : ecs.tasks.values()) {
                List<LaunchId> ids = idsOf(task);
                Instant since = born.get(ids.get(0));
                if (!task.stopped()
                        && since != null
                        && since.isBefore(visible)
                        && ecs.wantedSince(task).isBefore(visible)) {
                    assertThat(told)
                            .as("told of when all is recovered, " + name)
                            .containsKeys(ids.toArray(LaunchId[]::new));
                }
            }
        }

        void check() {
            told.forEach((id, phases) -> {
                String order = phases.stream()
                        .map(phase -> phase.getClass().getSimpleName())
                        .collect(Collectors.joining(" "));
                assertThat(order)
                        .as("life of %s, %s", launches.get(id).task().task(), name)
                        .matches("(Staging ?)?(Starting ?)?(Running ?)?(Stopping ?)?(Ended)?");
            });
        }
    }
}
