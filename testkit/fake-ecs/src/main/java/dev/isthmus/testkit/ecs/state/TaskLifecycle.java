package dev.isthmus.testkit.ecs.state;

import dev.isthmus.testkit.ecs.cluster.Consistency;
import dev.isthmus.testkit.ecs.runtime.ContainerId;
import dev.isthmus.testkit.ecs.runtime.Effect;
import dev.isthmus.testkit.ecs.state.ContainerState.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** Moves tasks through the states of {@link TaskStatus} until they are to stop; what follows then is {@link TaskShutdown}. */
public final class TaskLifecycle {
    private static final String ESSENTIAL_EXITED = "Essential container in task exited";

    private final AccountState account;
    private final TaskCreation creation;
    private final TaskShutdown shutdown;

    public TaskLifecycle(AccountState account, TaskShutdown shutdown) {
        this.account = account;
        this.creation = new TaskCreation(account);
        this.shutdown = shutdown;
    }

    /** How soon tasks can be seen that are made from now on. */
    public void consistency(Consistency consistency) {
        creation.consistency(consistency);
    }

    /** Makes a task on a host that has room for it. What follows, follows later, be it in the same moment. */
    public TaskState begin(ClusterState cluster, TaskHost host, LaunchRequest request) {
        TaskState task = creation.create(cluster, host, request);
        if (host.waits()) {
            return task;
        }
        if (task.provisioned) {
            task.later(task.pace.provisioning(), account.timers, TaskStatus.PROVISIONING, () -> provisioned(task));
        } else {
            task.later(Duration.ZERO, account.timers, TaskStatus.PENDING, () -> pull(task));
        }
        return task;
    }

    /** A task that waits gets a place that has room for it. */
    public void settle(TaskState task, TaskHost host, LaunchRequest request) {
        creation.settle(task, host, request);
        host.add(task);
        task.changed();
        task.later(task.pace.provisioning(), account.timers, TaskStatus.PROVISIONING, () -> provisioned(task));
    }

    public void started(ContainerId id) {
        observe(id, (task, container) -> {
            if (container.phase == Phase.STARTING) {
                run(container);
                startReady(task);
                afterStart(task);
            }
        });
    }

    public void exited(ContainerId id, int exitCode, Optional<String> reason) {
        observe(id, (task, container) -> {
            if (container.phase == Phase.STARTING) {
                // It started and ended between two reports: it has run all the same.
                run(container);
                task.startedAt = task.startedAt == null && task.allStarted() ? account.now() : task.startedAt;
            }
            container.stop(exitCode, reason.orElse(null));
            afterEnd(task, container, TaskStopCode.ESSENTIAL_CONTAINER_EXITED, ESSENTIAL_EXITED);
        });
    }

    public void failedToStart(ContainerId id, String reason) {
        observe(id, (task, container) -> {
            container.stop(null, task.stopping() ? null : reason);
            afterEnd(task, container, TaskStopCode.TASK_FAILED_TO_START, reason);
        });
    }

    /**
     * What a health check found, or the agent says. Agents report health beside the states of tasks, not as a state: it comes
     * without a new version.
     */
    public void measured(ContainerId id, BiConsumer<ContainerHealth, Instant> finding) {
        observe(id, (task, container) -> {
            if (container.phase == Phase.RUNNING && container.health != null) {
                finding.accept(container.health, account.now());
                task.remeasured();
                startReady(task);
            }
        });
    }

    private void observe(ContainerId id, BiConsumer<TaskState, ContainerState> event) {
        TaskState task = account.findTask(id.taskArn());
        ContainerState container = task == null ? null : task.container(id.name());
        if (task != null && container != null) {
            task.host.throughAgent(() -> {
                if (container.phase != Phase.STOPPED) {
                    event.accept(task, container);
                }
            });
        }
    }

    private void provisioned(TaskState task) {
        if (!task.stopping()) {
            task.networkInterface.ifPresent(TaskInterface::attach);
            task.become(TaskStatus.PENDING);
            pull(task);
        }
    }

    private void pull(TaskState task) {
        if (!task.stopping()) {
            task.pullStartedAt = account.now();
            task.changed();
            task.readSecrets(account.secrets)
                    .ifPresentOrElse(
                            lacking -> shutdown.stop(task, TaskStopCode.TASK_FAILED_TO_START, lacking),
                            () -> task.later(
                                    task.pace.pending(),
                                    account.timers,
                                    TaskStatus.PENDING,
                                    () -> startContainers(task)));
        }
    }

    private void startContainers(TaskState task) {
        if (task.stopping()) {
            return;
        }
        task.pullStoppedAt = account.now();
        task.changed();
        startReady(task);
    }

    /** Starts the containers whose dependencies are met, and gives up those whose dependencies never will be. */
    private void startReady(TaskState task) {
        if (task.pullStoppedAt == null) {
            return;
        }
        boolean givesUp = task.host.givesUpDependents();
        for (ContainerState container : task.containers) {
            if (container.phase != Phase.WAITING || task.stopping()) {
                continue;
            }
            Optional<String> never = givesUp ? ContainerOrder.never(container, account.now()) : Optional.empty();
            if (never.isPresent()) {
                container.stop(ContainerOrder.GIVEN_UP_CODE, never.get());
                afterEnd(task, container, TaskStopCode.TASK_FAILED_TO_START, ContainerOrder.GIVEN_UP);
            } else if (ContainerOrder.ready(container)) {
                container.phase = Phase.STARTING;
                account.effects.add(new Effect.Start(container.launch()));
            }
        }
    }

    private void run(ContainerState container) {
        container.run(account.ids.hex(), account.now());
        TaskState task = container.task;
        container
                .startDeadline()
                .ifPresent(
                        deadline -> account.timers.at(deadline, () -> task.host.throughAgent(() -> startReady(task))));
    }

    private void afterStart(TaskState task) {
        if (!task.allStarted() || task.status() != TaskStatus.PENDING) {
            task.changed();
        } else if (task.stopping()) {
            task.become(TaskStatus.STOPPING);
        } else if (task.pace.activating().isZero()) {
            run(task);
        } else {
            task.become(TaskStatus.ACTIVATING);
            task.later(task.pace.activating(), account.timers, TaskStatus.ACTIVATING, () -> run(task));
        }
    }

    private void run(TaskState task) {
        if (task.startedAt == null) {
            task.startedAt = account.now();
        }
        task.become(TaskStatus.RUNNING);
        task.host.changed();
    }

    private void afterEnd(TaskState task, ContainerState container, TaskStopCode code, String reason) {
        if (container.essential() && task.executionStoppedAt == null) {
            task.executionStoppedAt = account.now();
        }
        if (container.essential() || task.allStopped()) {
            task.changed();
            shutdown.stop(task, code, reason);
        }
        if (!task.stopping()) {
            startReady(task);
        }
        if (task.stopsContainers) {
            shutdown.stopContainers(task);
        } else if (task.stopping()) {
            shutdown.concludeIfAllStopped(task);
        } else {
            // It may have been the last one that the others waited for.
            afterStart(task);
        }
    }
}
