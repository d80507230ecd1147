package dev.isthmus.bench.cluster;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.ecs.task.Identity;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;

/** Tasks of the framework of {@link MeasuredBackend}. */
public final class MeasuredTasks {

    private MeasuredTasks() {}

    /**
     * Starts tasks as an earlier process of the framework would have started them, on all instances of the client's cluster in turn.
     *
     * @param client of a cluster that does not throttle
     */
    public static void fill(EcsClient client, int tasks) {
        client.registerTaskDefinition(r -> r.family("app")
                .containerDefinitions(ContainerDefinition.builder()
                        .name("main")
                        .image("busybox")
                        .memory(64)
                        .build()));
        List<String> arns = client.listContainerInstancesPaginator().containerInstanceArns().stream()
                .toList();
        Resources demand = Resources.of(
                Dialect.MESOS, Map.of(ResourceName.CPUS, Amount.parse("0.1"), ResourceName.MEM, Amount.of(64)));
        for (int i = 0; i < tasks; i++) {
            String instance = arns.get(i % arns.size());
            TaskId task = new TaskId("service_" + i + ".instance-0b1b7f3f-5e9a-4e0c-8f21-66b73d1c0a11._app.1");
            LaunchedTask launched = new LaunchedTask(
                    LaunchId.of(MeasuredBackend.FRAMEWORK, task, "offer"),
                    MeasuredBackend.FRAMEWORK,
                    task,
                    new AgentId(instance.substring(instance.lastIndexOf('/') + 1)),
                    demand);
            List<KeyValuePair> environment = Identity.write(launched).entrySet().stream()
                    .map(variable -> KeyValuePair.builder()
                            .name(variable.getKey())
                            .value(variable.getValue())
                            .build())
                    .toList();
            client.startTask(r -> r.taskDefinition("app")
                    .startedBy(Identity.mark(MeasuredBackend.FRAMEWORK))
                    .containerInstances(instance)
                    .overrides(o -> o.containerOverrides(ContainerOverride.builder()
                            .name("main")
                            .cpu(102)
                            .environment(environment)
                            .build())));
        }
    }

    /** A launch of a small task, each with a command of its own. */
    public static Launch launch(AgentId agent, int number) {
        TaskId task = new TaskId("task-" + number);
        return new Launch(
                new LaunchedTask(
                        LaunchId.of(MeasuredBackend.FRAMEWORK, task, "offer"),
                        MeasuredBackend.FRAMEWORK,
                        task,
                        agent,
                        Resources.of(Dialect.MESOS, Map.of(ResourceName.CPUS, Amount.parse("0.031")))),
                "benchmark",
                Taken.of(Resources.of(
                        Dialect.ECS,
                        Map.of(ResourceName.ECS_CPU, Amount.of(32), ResourceName.ECS_MEMORY, Amount.of(64)))),
                TaskSpec.of(task.value(), Command.ofShell("sleep " + number)));
    }
}
