package dev.isthmus.operator.plan.world;

import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.ecs.EcsBackendProvider;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.mesos.shell.MesosFrontend;
import dev.isthmus.mesos.shell.SteppedDriver;
import dev.isthmus.operator.aws.ModelTree;
import dev.isthmus.simulation.time.ProcessTime;
import dev.isthmus.testkit.ecs.InMemoryEcs;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * The world of one task: a driver as frameworks have it, with settings of the user's, and a cluster of one large instance, on a clock that is moved by
 * hand. Nothing leaves it.
 */
public final class PlannedWorld {

    private static final Duration STEP = Duration.ofMillis(100);

    /** More than two minutes pass in no launch that is neither started nor refused. */
    private static final int STEPS = 1_200;

    /** What describes a definition and is no part of what was registered. */
    private static final List<String> GIVEN_BY_ECS = List.of(
            "taskDefinitionArn",
            "revision",
            "status",
            "registeredAt",
            "registeredBy",
            "compatibilities",
            "requiresAttributes");

    private final ManualClock clock = new ManualClock();
    private final InMemoryEcs ecs;
    private final SteppedDriver driver;
    private final OneTaskFramework framework = new OneTaskFramework();
    private final Function<TaskInfo, AssumedDefinition> assumed;
    private final List<EcsCall<?>> made = new ArrayList<>();
    private @Nullable Throwable broken;
    private @Nullable TaskInfo launched;
    private @Nullable String waiting;

    private PlannedWorld(AskedTask asked, Settings settings) {
        ecs = InMemoryEcs.start(PlannedCluster.forTask(asked.demand()), FaultSchedule.NONE, InMemoryEcs.Time.of(clock));
        Settings inWorld = PlannedCluster.settings(settings, ecs.clusterName());
        ProcessTime time = new ProcessTime(clock, this::workOff, cause -> broken = cause);
        EcsBackendProvider provider = new EcsBackendProvider(new InMemoryAws(ecs, time, made::add, this::assume));
        driver = MesosFrontend.stepped(FrontendOptions.builder(framework(asked), framework)
                .settings(inWorld)
                .fencedBackend(fence -> provider.open(
                        new BackendContext(inWorld, time.clock(), time.steady(), time.scheduler(), fence)))
                .translators(dialect -> TranslatorTable.load(Discovery.installed(), dialect, inWorld))
                .clock(time.clock())
                .steady(time.steady())
                .scheduler(time.scheduler())
                .mesosVersion("1.11.0")
                .uuids(() -> new UUID(0, 1))
                .build());
        assumed = task -> AssumedDefinition.of(task, asked.framework(), settings);
        framework.whenOffered(offer -> launch(asked, offer));
    }

    /** What becomes of the task there. */
    public static PlanResult of(AskedTask asked, Settings settings) {
        PlannedWorld world = new PlannedWorld(asked, settings);
        try {
            return world.run(asked);
        } finally {
            world.ecs.close();
        }
    }

    private static FrameworkInfo framework(AskedTask asked) {
        FrameworkInfo.Builder info = FrameworkInfo.newBuilder()
                .setUser("root")
                .setName(asked.framework())
                .setCheckpoint(true)
                .addRoles("*");
        for (FrameworkInfo.Capability.Type capability : List.of(
                FrameworkInfo.Capability.Type.MULTI_ROLE,
                FrameworkInfo.Capability.Type.PARTITION_AWARE,
                FrameworkInfo.Capability.Type.GPU_RESOURCES)) {
            info.addCapabilities(FrameworkInfo.Capability.newBuilder().setType(capability));
        }
        return info.build();
    }

    private void launch(AskedTask asked, Offer offer) {
        TaskInfo task = asked.info().apply(offer);
        String unoffered =
                OfferParts.notOffered(offer, task).stream().map(String::valueOf).collect(Collectors.joining(", "));
        if (!unoffered.isEmpty()) {
            waiting = "no offer has port " + unoffered + ", and it waits for one that does: add it to ISTHMUS_PORTS";
            return;
        }
        launched = task;
        var unused = driver.driver().launchTasks(List.of(offer.getId()), List.of(task), Filters.getDefaultInstance());
    }

    /** A definition of the user's own is not looked at: one is put there that the task can run. */
    private String assume(String reference) {
        return launched == null ? reference : assumed.apply(launched).inPlaceOf(reference, ecs.client());
    }

    private PlanResult run(AskedTask asked) {
        try (HeardWarnings warnings = HeardWarnings.of(PlannedCluster.TASK)) {
            var unused = driver.driver().start();
            for (int step = 0; step < STEPS && !isDecided(); step++) {
                clock.advance(STEP);
                driver.tick();
            }
            if (broken != null) {
                throw new IllegalStateException("the world of " + asked.name() + " broke", broken);
            }
            return result(warnings.heard());
        }
    }

    /** Initialisation ends before the driver is there to be stepped. */
    private void workOff() {
        driver.workOff();
    }

    private boolean isDecided() {
        return broken != null
                || waiting != null
                || framework.failure().isPresent()
                || !ecs.tasks().isEmpty()
                || framework.statuses().stream().anyMatch(PlannedWorld::isRefusal);
    }

    private static boolean isRefusal(TaskStatus status) {
        return switch (status.getState()) {
            case TASK_STAGING, TASK_STARTING, TASK_RUNNING -> false;
            default -> true;
        };
    }

    private PlanResult result(List<String> warnings) {
        if (!ecs.tasks().isEmpty()) {
            return runs(ecs.tasks().get(0), warnings);
        }
        if (waiting != null) {
            return new PlanResult.Refused(waiting, warnings);
        }
        String message = framework.statuses().stream()
                .filter(PlannedWorld::isRefusal)
                .findFirst()
                .map(status -> words(status.getState()) + status.getMessage())
                .or(framework::failure)
                .orElse("nothing became of it within two minutes");
        return new PlanResult.Refused(message, warnings);
    }

    private static String words(TaskState state) {
        return state.name() + ": ";
    }

    private PlanResult runs(Task task, List<String> warnings) {
        TaskDefinition definition = ecs.client()
                .describeTaskDefinition(request -> request.taskDefinition(task.taskDefinitionArn()))
                .taskDefinition();
        boolean isOwn = made.stream().anyMatch(call -> call.operation() == EcsOperation.REGISTER_TASK_DEFINITION);
        Map<String, Object> registered = ModelTree.of(definition);
        registered.keySet().removeAll(GIVEN_BY_ECS);
        return new PlanResult.Runs(
                definition.family(),
                isOwn ? Optional.of(registered) : Optional.empty(),
                start(task),
                ports(),
                warnings);
    }

    private Map<String, Object> start(Task task) {
        Map<String, Object> start = new LinkedHashMap<>();
        if (task.overrides() != null) {
            start.put("overrides", PlannedOverrides.without(ModelTree.of(task.overrides())));
        }
        List<Object> tags =
                ecs.client().listTagsForResource(request -> request.resourceArn(task.taskArn())).tags().stream()
                        .filter(tag -> !tag.key().startsWith("aws:"))
                        .<Object>map(ModelTree::of)
                        .toList();
        if (!tags.isEmpty()) {
            start.put("tags", tags);
        }
        if (Boolean.TRUE.equals(task.enableExecuteCommand())) {
            start.put("enableExecuteCommand", true);
        }
        return start;
    }

    /** Those that the task takes, of its offer. */
    private String ports() {
        return launched == null
                ? ""
                : launched.getResourcesList().stream()
                        .filter(resource -> resource.getName().equals("ports"))
                        .map(Resource::getRanges)
                        .flatMap(ranges -> ranges.getRangeList().stream())
                        .map(PlannedWorld::words)
                        .collect(Collectors.joining(","));
    }

    private static String words(Value.Range range) {
        return range.getBegin() == range.getEnd() ? "" + range.getBegin() : range.getBegin() + "-" + range.getEnd();
    }
}
