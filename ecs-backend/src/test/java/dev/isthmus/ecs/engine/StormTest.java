package dev.isthmus.ecs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.Command;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.launch.TaskSpec;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.ecs.call.Operation;
import dev.isthmus.ecs.definition.Defaults;
import dev.isthmus.ecs.definition.DefinitionRules;
import dev.isthmus.ecs.launch.LaunchMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many runs with random faults: every task is started at most once, ends once, and none is lost. */
class StormTest {

    private static final FrameworkId FRAMEWORK = new FrameworkId("f");
    private static final int SEEDS = 100;
    private static final int TASKS = 12;

    private static final List<Operation> OPERATIONS = List.of(Operation.values());

    @ParameterizedTest
    @EnumSource(LaunchMode.class)
    void startedOnceEndedOnceNoneLost(LaunchMode mode) {
        for (int seed = 0; seed < SEEDS; seed++) {
            new Run(mode, seed).play();
        }
    }

    private static final class Run implements Engine.Listener {

        private final String name;
        private final Random random;
        private final ScriptedEcs ecs = new ScriptedEcs();
        private final ScriptedShell shell = new ScriptedShell(ecs);
        private final Engine engine;
        private final Map<LaunchId, List<TaskPhase>> phases = new HashMap<>();
        private final Map<LaunchId, LaunchOutcome> outcomes = new HashMap<>();

        Run(LaunchMode mode, int seed) {
            name = mode + " with seed " + seed;
            random = new Random(seed);
            engine = new Engine(
                    shell,
                    new Engine.Options(
                            mode,
                            new Defaults(Optional.of("busybox"), DefinitionRules.parse(""), Optional.empty()),
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(30),
                            100,
                            10),
                    this);
        }

        void play() {
            ecs.addInstance("a");
            engine.startOffers();
            engine.startTasks(FRAMEWORK);
            shell.advance(Duration.ofSeconds(1));
            List<Launch> launches = new ArrayList<>();
            for (int i = 0; i < TASKS; i++) {
                storm();
                Launch launch = launch("t" + i);
                launches.add(launch);
                engine.launch(launch, outcome -> outcomes.put(launch.task().launch(), outcome));
                shell.advance(Duration.ofMillis(random.nextInt(1500)));
                move(launches);
            }
            for (int i = 0; i < 10; i++) {
                storm();
                move(launches);
                shell.advance(Duration.ofSeconds(random.nextInt(5)));
            }
            shell.clearFaults();
            ecs.invisible.clear();
            shell.advance(Duration.ofMinutes(2));
            ecs.tasks.values().stream()
                    .filter(task -> !task.stopped())
                    .toList()
                    .forEach(task -> ecs.exit(task.arn(), 0));
            shell.advance(Duration.ofMinutes(2));
            launches.forEach(this::check);
        }

        private void storm() {
            for (int i = random.nextInt(4); i > 0; i--) {
                Operation operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
                switch (random.nextInt(3)) {
                    case 0 -> shell.loseAnswer(operation);
                    case 1 -> shell.loseCall(operation);
                    default -> shell.refuse(operation, Category.THROTTLED, "ThrottlingException", "Rate exceeded");
                }
            }
        }

        private void move(List<Launch> launches) {
            ecs.invisible.clear();
            for (String arn : List.copyOf(ecs.tasks.keySet())) {
                if (ecs.tasks.get(arn).stopped()) {
                    continue;
                }
                switch (random.nextInt(6)) {
                    case 0 -> ecs.exit(arn, random.nextInt(3));
                    case 1 -> ecs.invisible.add(arn);
                    default -> ecs.run(arn);
                }
            }
            if (random.nextInt(3) == 0) {
                engine.stop(launches.get(random.nextInt(launches.size())).task().launch(), "storm", outcome -> {});
            }
        }

        private void check(Launch launch) {
            LaunchId id = launch.task().launch();
            String of = launch.task().task() + " of " + name;
            List<TaskPhase> told = phases.getOrDefault(id, List.of());
            long ends = told.stream().filter(TaskPhase.Ended.class::isInstance).count();
            long started = ecs.tasks.values().stream()
                    .filter(task -> id.value().equals(task.identity().get("ISTHMUS_LAUNCH_ID")))
                    .count();
            assertThat(started).as("starts of " + of).isLessThanOrEqualTo(1);
            LaunchOutcome outcome = outcomes.get(id);
            assertThat(outcome).as("outcome of " + of).isNotNull();
            if (outcome instanceof LaunchOutcome.Refused) {
                assertThat(started).as("starts of refused " + of).isZero();
                assertThat(ends).as("ends of refused " + of).isZero();
            } else {
                assertThat(ends).as("ends of " + of + ", told " + told).isEqualTo(1);
                assertThat(told.get(told.size() - 1)).isInstanceOf(TaskPhase.Ended.class);
            }
            String order =
                    told.stream().map(phase -> phase.getClass().getSimpleName()).collect(Collectors.joining(" "));
            assertThat(order).as("life of " + of).matches("(Staging ?)?(Starting ?)?(Running ?)?(Stopping ?)?(Ended)?");
        }

        private static Launch launch(String task) {
            TaskId id = new TaskId(task);
            LaunchedTask launched = new LaunchedTask(
                    LaunchId.of(FRAMEWORK, id, "o"), FRAMEWORK, id, new AgentId("a"), Resources.none(Dialect.MESOS));
            return new Launch(
                    launched,
                    "f",
                    Taken.of(Resources.of(Dialect.ECS, ResourceName.ECS_MEMORY, Amount.of(64))),
                    TaskSpec.of(task, Command.ofShell("true")));
        }

        @Override
        public void inventory(InventoryEvent event) {}

        @Override
        public void task(TaskEvent event) {
            phases.computeIfAbsent(event.task().launch(), launch -> new ArrayList<>())
                    .add(event.phase());
        }

        @Override
        public void recovered() {}
    }
}
