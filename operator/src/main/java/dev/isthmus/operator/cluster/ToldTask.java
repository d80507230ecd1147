package dev.isthmus.operator.cluster;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.ecs.task.EcsTaskStatusMapper;
import dev.isthmus.ecs.task.Identity;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.status.TerminalStatus;
import dev.isthmus.mesos.status.TerminalStatus.Circumstances;
import java.util.Optional;

/**
 * A task of a framework as ECS has it, and as its framework is told.
 *
 * @param view as ECS describes it
 * @param task who it is
 */
public record ToldTask(TaskView view, LaunchedTask task) {

    /** To one that is aware of partitions, so that no state is told as TASK_LOST. */
    private static final Framework AWARE = Framework.of(
            FrameworkInfo.newBuilder()
                    .setUser("root")
                    .setName("any")
                    .addCapabilities(FrameworkInfo.Capability.newBuilder()
                            .setType(FrameworkInfo.Capability.Type.PARTITION_AWARE))
                    .build(),
            new FrameworkId("any"));

    /** The task, if a driver of Isthmus started it. */
    public static Optional<ToldTask> of(TaskView view) {
        return Identity.read(view).map(task -> new ToldTask(view, task));
    }

    /** The state of Mesos, as a new driver of its framework would tell it: {@code TASK_RUNNING}. */
    public String state() {
        return phase().map(ToldTask::word).orElse("?");
    }

    /** Why it is as it is, in words; may be empty. */
    public String message() {
        return phase().map(phase ->
                        phase instanceof TaskPhase.Ended ended ? told(ended).message() : "")
                .orElse("");
    }

    /** The reason of Mesos for its end, if there is one. */
    public Optional<String> reason() {
        return phase().flatMap(phase ->
                phase instanceof TaskPhase.Ended ended ? told(ended).reason().map(Enum::name) : Optional.empty());
    }

    private Optional<TaskPhase> phase() {
        return EcsTaskStatusMapper.of(view, false);
    }

    private static String word(TaskPhase phase) {
        return phase.fold(
                staging -> "TASK_STAGING",
                starting -> "TASK_STARTING",
                running -> "TASK_RUNNING",
                stopping -> "TASK_KILLING",
                ended -> told(ended).state().name());
    }

    private static TerminalStatus told(TaskPhase.Ended ended) {
        return TerminalStatus.of(ended, new Circumstances(false, Optional.empty(), false), AWARE);
    }
}
