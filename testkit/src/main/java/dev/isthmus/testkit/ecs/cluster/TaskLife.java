package dev.isthmus.testkit.ecs.cluster;

import dev.isthmus.testkit.ecs.cluster.ContainerState.Phase;
import dev.isthmus.testkit.ecs.runtime.ContainerId;
import dev.isthmus.testkit.ecs.runtime.ContainerLaunch;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.NetworkBinding;
import software.amazon.awssdk.services.ecs.model.NetworkInterface;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.ResourceRequirement;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** Moves tasks from PENDING over RUNNING and STOPPING to STOPPED, and forgets them an hour later. */
final class TaskLife {
    private static final String ESSENTIAL_EXITED = "Essential container in task exited";

    private final AccountState account;

    TaskLife(AccountState account) {
        this.account = account;
    }

    /** Makes a task on an instance that has room for it. */
    TaskState begin(ClusterState cluster, InstanceState instance, LaunchRequest request) {
        List<String> gpus = instance.take(request.demand());
        String id = account.ids.hex();
        String arn = account.arns.task(cluster.name, id);
        TaskState task =
                new TaskState(account.nextSequence(), arn, id, cluster, instance, request, gpus, account.now());
        Map<String, ContainerOverride> overrides = Demand.byName(request.overrides());
        int gpusGiven = 0;
        for (ContainerDefinition definition : task.definition.containerDefinitions()) {
            ContainerOverride override = overrides.getOrDefault(
                    definition.name(), ContainerOverride.builder().build());
            List<ResourceRequirement> requirements = override.hasResourceRequirements()
                    ? override.resourceRequirements()
                    : definition.resourceRequirements();
            int count = Demand.gpus(requirements);
            ContainerState container = new ContainerState(
                    account.arns.container(cluster.name, id, account.ids.uuid()),
                    arn,
                    definition,
                    launch(task, definition, override),
                    gpus.subList(gpusGiven, gpusGiven + count));
            gpusGiven += count;
            bind(task, container);
            task.containers.add(container);
        }
        cluster.add(task);
        instance.tasks.add(task);
        account.tags.add(arn, request.tags());
        account.timers.at(
                account.now().plus(account.settings.startDelay()),
                () -> instance.throughAgent(() -> startContainers(task)));
        return task;
    }

    void started(ContainerId id) {
        observe(id, (task, container) -> {
            if (container.phase == Phase.STARTING) {
                container.run(account.ids.hex());
                afterStart(task);
            }
        });
    }

    void exited(ContainerId id, int exitCode, Optional<String> reason) {
        observe(id, (task, container) -> {
            if (container.phase == Phase.STARTING) {
                // It started and ended between two reports: it has run all the same.
                container.run(account.ids.hex());
                task.startedAt = task.startedAt == null ? account.now() : task.startedAt;
            }
            container.stop(exitCode, reason.orElse(null));
            afterEnd(task, container, TaskStopCode.ESSENTIAL_CONTAINER_EXITED, ESSENTIAL_EXITED);
        });
    }

    void failedToStart(ContainerId id, String reason) {
        observe(id, (task, container) -> {
            container.stop(null, task.stopping() ? null : reason);
            afterEnd(task, container, TaskStopCode.TASK_FAILED_TO_START, reason);
        });
    }

    /** Wants a task stopped; one that is stopping or stopped already stays as it is. */
    void stop(TaskState task, TaskStopCode code, String reason) {
        if (task.stopping()) {
            return;
        }
        task.desireStop(code, reason, account.now());
        if (task.lastStatus().equals("RUNNING")) {
            task.lastStatus("STOPPING");
        }
        task.instance.throughAgent(() -> stopContainers(task));
    }

    /** The instance is gone for good: its tasks end without a word of their containers. */
    void abandon(TaskState task, TaskStopCode code, String reason) {
        if (task.stopped()) {
            return;
        }
        if (!task.stopping()) {
            task.desireStop(code, reason, account.now());
        }
        for (ContainerState container : task.containers) {
            if (container.phase == Phase.STARTING || container.phase == Phase.RUNNING) {
                account.effects.add(new Effect.Stop(container.id()));
            }
            if (container.phase != Phase.STOPPED) {
                container.stop(null, null);
            }
        }
        finish(task);
    }

    private void observe(ContainerId id, BiConsumer<TaskState, ContainerState> event) {
        for (ClusterState cluster : account.clusters()) {
            TaskState task = cluster.task(id.taskArn());
            ContainerState container = task == null ? null : task.container(id.name());
            if (task != null && container != null) {
                task.instance.throughAgent(() -> {
                    if (container.phase != Phase.STOPPED) {
                        event.accept(task, container);
                    }
                });
            }
        }
    }

    private void startContainers(TaskState task) {
        if (task.stopping()) {
            return;
        }
        task.pullStartedAt = account.now();
        task.pullStoppedAt = account.now();
        task.changed();
        for (ContainerState container : task.containers) {
            container.phase = Phase.STARTING;
            account.effects.add(new Effect.Start(container.launch));
        }
    }

    private void stopContainers(TaskState task) {
        for (ContainerState container : task.containers) {
            switch (container.phase) {
                case WAITING -> container.stop(null, null);
                case STARTING, RUNNING -> account.effects.add(new Effect.Stop(container.id()));
                case STOPPED -> {
                    // Nothing is left to stop.
                }
            }
        }
        finishWhenAllStopped(task);
    }

    private void afterStart(TaskState task) {
        boolean allStarted = task.containers.stream()
                .allMatch(container -> container.phase == Phase.RUNNING || container.phase == Phase.STOPPED);
        if (!allStarted) {
            task.changed();
            return;
        }
        if (task.startedAt == null) {
            task.startedAt = account.now();
        }
        task.lastStatus(task.stopping() ? "STOPPING" : "RUNNING");
        task.instance.changed();
    }

    private void afterEnd(TaskState task, ContainerState container, TaskStopCode code, String reason) {
        if (container.essential() && task.executionStoppedAt == null) {
            task.executionStoppedAt = account.now();
        }
        task.changed();
        if (container.essential()) {
            stop(task, code, reason);
        }
        finishWhenAllStopped(task);
    }

    private void finishWhenAllStopped(TaskState task) {
        if (!task.stopped() && task.containers.stream().allMatch(container -> container.phase == Phase.STOPPED)) {
            if (!task.stopping()) {
                task.desireStop(TaskStopCode.ESSENTIAL_CONTAINER_EXITED, ESSENTIAL_EXITED, account.now());
            }
            finish(task);
        }
    }

    /** Called once a task: what is stopped does not come here again. */
    private void finish(TaskState task) {
        Instant now = account.now();
        if (task.executionStoppedAt == null) {
            task.executionStoppedAt = now;
        }
        task.stoppedAt = now;
        task.lastStatus("STOPPED");
        task.instance.tasks.remove(task);
        task.instance.giveBack(task.demand, task.gpus, task.dynamicPorts);
        account.timers.at(now.plus(account.settings.stoppedTaskRetention()), () -> {
            task.cluster.forget(task);
            account.tags.clear(task.arn);
        });
    }

    private ContainerLaunch launch(TaskState task, ContainerDefinition definition, ContainerOverride override) {
        Map<String, String> environment = new LinkedHashMap<>();
        putAll(environment, definition.environment());
        putAll(environment, override.environment());
        Integer stopTimeout = definition.stopTimeout();
        return new ContainerLaunch(
                new ContainerId(task.arn, definition.name()),
                task.instance.arn,
                task.instance.ec2InstanceId,
                definition.image(),
                definition.entryPoint(),
                override.hasCommand() && !override.command().isEmpty() ? override.command() : definition.command(),
                environment,
                Optional.ofNullable(definition.workingDirectory()),
                stopTimeout == null ? account.settings.stopTimeout() : Duration.ofSeconds(stopTimeout));
    }

    private static void putAll(Map<String, String> environment, List<KeyValuePair> variables) {
        variables.forEach(
                variable -> environment.put(variable.name(), variable.value() == null ? "" : variable.value()));
    }

    private static void bind(TaskState task, ContainerState container) {
        @Nullable NetworkMode mode = task.definition.networkMode();
        if (mode == NetworkMode.AWSVPC) {
            // All containers of a task share its one interface.
            container.interfaces.add(NetworkInterface.builder()
                    .attachmentId(task.id)
                    .privateIpv4Address("10.200." + (task.sequence / 254 % 256) + "." + (task.sequence % 254 + 1))
                    .build());
            return;
        }
        if (mode != null && mode != NetworkMode.BRIDGE && mode != NetworkMode.HOST) {
            return;
        }
        for (PortMapping mapping : container.definition.portMappings()) {
            if (mapping.containerPort() == null) {
                continue;
            }
            int hostPort = mapping.hostPort() == null ? 0 : mapping.hostPort();
            if (hostPort == 0) {
                hostPort = task.instance.takeDynamicPort();
                task.dynamicPorts.add(hostPort);
            }
            container.bindings.add(NetworkBinding.builder()
                    .bindIP("0.0.0.0")
                    .containerPort(mapping.containerPort())
                    .hostPort(hostPort)
                    .protocol(mapping.protocol())
                    .build());
        }
    }
}
