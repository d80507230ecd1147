package dev.isthmus.testkit.ecs.state;

import dev.isthmus.testkit.ecs.cluster.Consistency;
import dev.isthmus.testkit.ecs.cluster.Demand;
import dev.isthmus.testkit.ecs.cluster.InstanceResources;
import dev.isthmus.testkit.ecs.cluster.Visibility;
import dev.isthmus.testkit.ecs.runtime.ContainerId;
import dev.isthmus.testkit.ecs.runtime.ContainerLaunch;
import dev.isthmus.testkit.ecs.runtime.HealthProbe;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.HealthCheck;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.NetworkBinding;
import software.amazon.awssdk.services.ecs.model.PortMapping;

/** Makes the task that a launch asks for, and takes what it needs from its instance. */
final class TaskCreation {
    private final AccountState account;
    private final Visibility visibility;
    private long interfaces;

    TaskCreation(AccountState account) {
        this.account = account;
        this.visibility = new Visibility(account.settings.consistency(), account.settings.seed());
    }

    /** How soon tasks can be seen that are made from now on. */
    void consistency(Consistency consistency) {
        visibility.change(consistency);
    }

    /** A task on a host that has room for it. */
    TaskState create(ClusterState cluster, TaskHost host, LaunchRequest request) {
        String id = account.ids.hex();
        String arn = account.arns.task(cluster.name, id);
        TaskState task = new TaskState(
                account.nextSequence(),
                arn,
                id,
                cluster,
                host,
                request,
                host.pace(account),
                visibility.of(account.timers.steady()),
                account.now());
        if (!host.waits()) {
            settle(task, host, request);
        }
        cluster.add(task);
        host.add(task);
        account.tags.add(arn, request.tags());
        if (request.managedTags()) {
            account.tags.manage(arn, Map.of("aws:ecs:clusterName", cluster.name));
        }
        return task;
    }

    /** Gives a task what it takes of its place, and its containers. */
    void settle(TaskState task, TaskHost host, LaunchRequest request) {
        InstanceResources.Taken taken = host.take(task.arn, request.demand());
        task.settle(host, networkInterface(request, host));
        Map<String, ContainerOverride> overrides = Demand.byName(request.overrides());
        int gpusGiven = 0;
        int portsGiven = 0;
        for (ContainerDefinition definition : task.definition.containerDefinitions()) {
            ContainerOverride override = overrides.getOrDefault(
                    definition.name(), ContainerOverride.builder().build());
            int gpus = Demand.gpus(override, definition);
            ContainerState container = new ContainerState(
                    account.arns.container(task.cluster.name, task.id, account.ids.uuid()),
                    task,
                    definition,
                    launch(task, definition, override),
                    taken.gpus().subList(gpusGiven, gpusGiven + gpus));
            gpusGiven += gpus;
            if (Demand.takesHostPorts(request.definition())) {
                portsGiven += bind(container, taken.dynamicPorts().listIterator(portsGiven));
            }
            task.containers.add(container);
        }
    }

    private Optional<TaskInterface> networkInterface(LaunchRequest request, TaskHost host) {
        return request.subnetIn(host.availabilityZone())
                .map(subnet -> new TaskInterface(account.ids.uuid(), subnet, family(subnet), ++interfaces));
    }

    private TaskInterface.Family family(String subnet) {
        if (account.settings.dualStackSubnets().contains(subnet)) {
            return TaskInterface.Family.DUAL_STACK;
        }
        return account.settings.ipv6Subnets().contains(subnet) ? TaskInterface.Family.IPV6 : TaskInterface.Family.IPV4;
    }

    private ContainerLaunch launch(TaskState task, ContainerDefinition definition, ContainerOverride override) {
        Map<String, String> environment = new LinkedHashMap<>();
        putAll(environment, definition.environment());
        putAll(environment, override.environment());
        Integer stopTimeout = definition.stopTimeout();
        return new ContainerLaunch(
                new ContainerId(task.arn, definition.name()),
                task.host.instance().map(instance -> instance.arn).orElse(""),
                task.host.instance().map(InstanceState::ec2InstanceId).orElse(""),
                definition.image(),
                definition.entryPoint(),
                override.hasCommand() && !override.command().isEmpty() ? override.command() : definition.command(),
                environment,
                Mounts.of(task.definition, definition),
                Optional.ofNullable(definition.workingDirectory()),
                stopTimeout == null ? account.settings.stopTimeout() : Duration.ofSeconds(stopTimeout),
                Optional.ofNullable(definition.healthCheck()).map(TaskCreation::probe));
    }

    private static HealthProbe probe(HealthCheck check) {
        return new HealthProbe(
                check.command(),
                Duration.ofSeconds(Objects.requireNonNullElse(check.interval(), 30)),
                Duration.ofSeconds(Objects.requireNonNullElse(check.timeout(), 5)));
    }

    private static void putAll(Map<String, String> environment, List<KeyValuePair> variables) {
        variables.forEach(
                variable -> environment.put(variable.name(), variable.value() == null ? "" : variable.value()));
    }

    /** Answers how many dynamic ports were used. */
    private static int bind(ContainerState container, Iterator<Integer> dynamicPorts) {
        int used = 0;
        for (PortMapping mapping : container.definition.portMappings()) {
            if (mapping.containerPort() == null) {
                continue;
            }
            int hostPort = mapping.hostPort() == null ? 0 : mapping.hostPort();
            if (hostPort == 0) {
                hostPort = dynamicPorts.next();
                used++;
            }
            container.bindings.add(NetworkBinding.builder()
                    .bindIP("0.0.0.0")
                    .containerPort(mapping.containerPort())
                    .hostPort(hostPort)
                    .protocol(mapping.protocol())
                    .build());
        }
        return used;
    }
}
