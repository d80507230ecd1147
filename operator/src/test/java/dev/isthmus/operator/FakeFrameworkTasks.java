package dev.isthmus.operator;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.ecs.task.Identity;
import dev.isthmus.testkit.ecs.FakeEcs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;

/** Tasks on a fake cluster as drivers start them. */
public final class FakeFrameworkTasks {

    private static final String DEMAND = "cpus:0.5; mem:256";

    private FakeFrameworkTasks() {}

    /** Starts one on an instance; returns its ARN. */
    public static String start(FakeEcs ecs, String framework, String task) {
        return start(ecs, framework, task, false, false, List.of());
    }

    /**
     * Starts one in which commands may be executed; returns its ARN.
     *
     * @param readOnly whether it cannot write to its root file system
     */
    public static String startWithExec(FakeEcs ecs, String framework, String task, boolean readOnly) {
        return start(ecs, framework, task, true, readOnly, List.of());
    }

    /** Starts one in which commands may be executed, beside a container that may end before it; returns its ARN. */
    public static String startWithExecBeside(FakeEcs ecs, String framework, String task, String side) {
        ContainerDefinition beside = ContainerDefinition.builder()
                .name(side)
                .image("side:1")
                .memory(64)
                .essential(false)
                .build();
        return start(ecs, framework, task, true, false, List.of(beside));
    }

    private static String start(
            FakeEcs ecs,
            String framework,
            String task,
            boolean exec,
            boolean readOnly,
            List<ContainerDefinition> beside) {
        ContainerDefinition container = ContainerDefinition.builder()
                .name("main")
                .image("web:1")
                .memory(256)
                .cpu(512)
                .readonlyRootFilesystem(readOnly)
                .logConfiguration(log -> log.logDriver("awslogs")
                        .options(Map.of(
                                "awslogs-group",
                                "mesos",
                                "awslogs-region",
                                "us-east-1",
                                "awslogs-stream-prefix",
                                "web")))
                .build();
        List<ContainerDefinition> containers = new ArrayList<>(List.of(container));
        containers.addAll(beside);
        String definition = ecs.client()
                .registerTaskDefinition(
                        request -> request.family("isthmus-web-1").containerDefinitions(containers))
                .taskDefinition()
                .taskDefinitionArn();
        LaunchedTask launched = new LaunchedTask(
                LaunchId.of(new FrameworkId(framework), new TaskId(task), "offer"),
                new FrameworkId(framework),
                new TaskId(task),
                new AgentId("a"),
                ResourcesText.parse(Dialect.MESOS, DEMAND));
        List<KeyValuePair> variables = Identity.write(launched).entrySet().stream()
                .map(variable -> KeyValuePair.builder()
                        .name(variable.getKey())
                        .value(variable.getValue())
                        .build())
                .toList();
        ContainerOverride override =
                ContainerOverride.builder().name("main").environment(variables).build();
        return ecs.client()
                .runTask(request -> request.cluster(ecs.clusterName())
                        .taskDefinition(definition)
                        .startedBy(Identity.mark(new FrameworkId(framework)))
                        .enableExecuteCommand(exec)
                        .overrides(overrides -> overrides
                                .containerOverrides(override)
                                .taskRoleArn(exec ? "arn:aws:iam::123456789012:role/app" : null)))
                .tasks()
                .get(0)
                .taskArn();
    }
}
