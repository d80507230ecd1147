package dev.isthmus.testkit.ecs.limits;

import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.PlacementConstraint;
import software.amazon.awssdk.services.ecs.model.PlacementStrategy;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.ResourceRequirement;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/** The limits of StartTask and RunTask. */
final class LaunchLimits {
    private static final String INVALID = "InvalidParameterException";
    private static final String CLIENT = "ClientException";

    private LaunchLimits() {}

    static List<Limit> all() {
        return List.of(
                Limit.of("StartTask containerInstances", "1 to 10", INVALID)
                        .accepts(w -> w.start(r -> r.containerInstances(w.instances.subList(0, 10))))
                        .refuses(
                                w -> w.start(r -> r.containerInstances(w.instances.subList(0, 11))),
                                w -> w.start(r -> r.containerInstances(List.of()))),
                Limit.of("StartTask startedBy", "at most 36 characters", INVALID)
                        .accepts(w -> w.start(r -> r.startedBy("x".repeat(36))))
                        .refuses(w -> w.start(r -> r.startedBy("x".repeat(37)))),
                Limit.of("StartTask startedBy", "letters, digits, - / _", INVALID)
                        .accepts(w -> w.start(r -> r.startedBy("Az09-/_")))
                        .refuses(w -> w.start(r -> r.startedBy("a.b")), w -> w.start(r -> r.startedBy("a:b"))),
                Limit.of("RunTask startedBy", "at most 128 characters", INVALID)
                        .accepts(w -> w.run(r -> r.startedBy("x".repeat(128))))
                        .refuses(w -> w.run(r -> r.startedBy("x".repeat(129)))),
                Limit.of("RunTask startedBy", "letters, digits, - / _", INVALID)
                        .accepts(w -> w.run(r -> r.startedBy("Az09-/_")))
                        .refuses(w -> w.run(r -> r.startedBy("a b"))),
                Limit.of("RunTask count", "1 to 10", INVALID)
                        .accepts(w -> w.run(r -> r.count(1)), w -> w.run(r -> r.count(10)))
                        .refuses(w -> w.run(r -> r.count(0)), w -> w.run(r -> r.count(11))),
                Limit.of("RunTask clientToken", "1 to 64 characters", INVALID)
                        .accepts(w -> w.run(r -> r.clientToken("x".repeat(64))))
                        .refuses(w -> w.run(r -> r.clientToken("x".repeat(65)))),
                Limit.of("RunTask clientToken", "ASCII 33 to 126", INVALID)
                        .accepts(w -> w.run(r -> r.clientToken("!~")))
                        .refuses(w -> w.run(r -> r.clientToken("a b")), w -> w.run(r -> r.clientToken("\u007f"))),
                Limit.of("RunTask clientToken", "one set of parameters", "ConflictException")
                        .accepts(w -> twice(w, r -> {}))
                        .refuses(w -> twice(w, r -> r.count(2)), w -> twice(w, r -> r.startedBy("other"))),
                Limit.of("overrides", "at most 8192 characters of JSON", INVALID)
                        .accepts(w -> w.run(overrides(8192)), w -> w.start(r -> r.overrides(big(8192))))
                        .refuses(w -> w.run(overrides(8193)), w -> w.start(r -> r.overrides(big(8193)))),
                Limit.of("overrides container name", "a container of the definition", INVALID)
                        .accepts(w -> w.run(override(c -> c.name("main"))))
                        .refuses(w -> w.run(override(c -> c.name("other"))), w -> w.run(override(c -> c.name(null)))),
                Limit.of("overrides environment name", "not empty", INVALID)
                        .accepts(w -> w.run(override(c -> c.environment(variable("A")))))
                        .refuses(w -> w.run(override(c -> c.environment(variable(""))))),
                Limit.of("overrides environment name", "not a secret's", INVALID)
                        .accepts(w -> runWithSecret(w, override(c -> c.environment(variable("A")))))
                        .refuses(w -> runWithSecret(w, override(c -> c.environment(variable("S"))))),
                Limit.of("overrides container cpu", "not negative", INVALID)
                        .accepts(w -> w.run(override(c -> c.cpu(0))))
                        .refuses(w -> w.run(override(c -> c.cpu(-1)))),
                Limit.of("overrides GPU", "a whole number", INVALID)
                        .accepts(w -> w.run(override(c -> c.resourceRequirements(gpu("0")))))
                        .refuses(w -> w.run(override(c -> c.resourceRequirements(gpu("half"))))),
                Limit.of("overrides task cpu", "128 to 196608", INVALID)
                        .accepts(w -> w.run(r -> r.overrides(o -> o.cpu("128"))))
                        .refuses(
                                w -> w.run(r -> r.overrides(o -> o.cpu("127"))),
                                w -> w.run(r -> r.overrides(o -> o.cpu("lots")))),
                Limit.of("placementConstraints", "at most 10", INVALID)
                        .accepts(w -> w.run(r -> r.placementConstraints(Collections.nCopies(10, memberOf("x", 1)))))
                        .refuses(w -> w.run(r -> r.placementConstraints(Collections.nCopies(11, memberOf("x", 1))))),
                Limit.of("memberOf expression", "1 to 2000 characters", INVALID)
                        .accepts(w -> w.run(r -> r.placementConstraints(memberOf("x", 2000))))
                        .refuses(
                                w -> w.run(r -> r.placementConstraints(memberOf("x", 2001))),
                                w -> w.run(r -> r.placementConstraints(constraint("memberOf", null)))),
                Limit.of("distinctInstance expression", "none", INVALID)
                        .accepts(w -> w.run(r -> r.placementConstraints(constraint("distinctInstance", null))))
                        .refuses(w -> w.run(r -> r.placementConstraints(constraint("distinctInstance", "x")))),
                Limit.of("placementStrategy", "at most 5", INVALID)
                        .accepts(w -> w.run(r -> r.placementStrategy(Collections.nCopies(5, strategy("random", null)))))
                        .refuses(w ->
                                w.run(r -> r.placementStrategy(Collections.nCopies(6, strategy("random", null))))),
                Limit.of(
                                "placementStrategy field",
                                "cpu or memory for binpack; instanceId, host, attribute: for spread",
                                INVALID)
                        .accepts(
                                w -> w.run(r -> r.placementStrategy(strategy("binpack", "memory"))),
                                w -> w.run(r -> r.placementStrategy(
                                        strategy("spread", "attribute:ecs.availability-zone"),
                                        strategy("spread", "instanceId"))))
                        .refuses(
                                w -> w.run(r -> r.placementStrategy(strategy("binpack", "disk"))),
                                w -> w.run(r -> r.placementStrategy(strategy("spread", "cpu")))),
                Limit.of("launchType and capacityProviderStrategy", "one of them", INVALID)
                        .accepts(w -> w.run(r -> r.launchType("EC2")))
                        .refuses(w -> w.run(r -> r.launchType("EC2")
                                .capacityProviderStrategy(CapacityProviderStrategyItem.builder()
                                        .capacityProvider("FARGATE_SPOT")
                                        .build()))),
                Limit.of("launchType", "EC2, FARGATE, EXTERNAL", INVALID)
                        .accepts(w -> w.run(r -> r.launchType("EC2")))
                        .refuses(w -> w.run(r -> r.launchType("LAMBDA"))),
                Limit.of("platformVersion", "with FARGATE only", INVALID)
                        .accepts(w -> w.run(r -> {}))
                        .refuses(w -> w.run(r -> r.platformVersion("1.4.0"))),
                Limit.of("networkConfiguration", "with networkMode awsvpc, and only then", INVALID)
                        .accepts(w -> w.run(vpc(v -> v.subnets("subnet-1"))), w -> w.run(r -> {}))
                        .refuses(
                                w -> w.run(r -> r.taskDefinition("vpc")),
                                w -> w.run(vpc(v -> v.subnets("subnet-1")).andThen(r -> r.taskDefinition("app")))),
                Limit.of("awsvpcConfiguration subnets", "1 to 16", INVALID)
                        .accepts(w -> w.run(vpc(v -> v.subnets(Collections.nCopies(16, "subnet-1")))))
                        .refuses(
                                w -> w.run(vpc(v -> v.subnets(Collections.nCopies(17, "subnet-1")))),
                                w -> w.run(vpc(v -> v.subnets(List.of())))),
                Limit.of("awsvpcConfiguration securityGroups", "at most 5", INVALID)
                        .accepts(w ->
                                w.run(vpc(v -> v.subnets("subnet-1").securityGroups(Collections.nCopies(5, "sg-1")))))
                        .refuses(w ->
                                w.run(vpc(v -> v.subnets("subnet-1").securityGroups(Collections.nCopies(6, "sg-1"))))),
                Limit.of("awsvpcConfiguration assignPublicIp", "DISABLED on EC2", INVALID)
                        .accepts(w -> w.run(vpc(v -> v.subnets("subnet-1").assignPublicIp("DISABLED"))))
                        .refuses(w -> w.run(vpc(v -> v.subnets("subnet-1").assignPublicIp("ENABLED")))),
                Limit.of("propagateTags", "TASK_DEFINITION or NONE for a task", INVALID)
                        .accepts(w -> w.run(r -> r.propagateTags("TASK_DEFINITION")))
                        .refuses(w -> w.run(r -> r.propagateTags("SERVICE"))),
                Limit.of("enableExecuteCommand", "with a task role", INVALID)
                        .accepts(w -> w.run(r -> r.enableExecuteCommand(true)
                                .overrides(o -> o.taskRoleArn("arn:aws:iam::123456789012:role/task"))))
                        .refuses(w -> w.run(r -> r.enableExecuteCommand(true))),
                Limit.of("taskDefinition", "an ACTIVE revision", CLIENT)
                        .accepts(w -> w.run(r -> r.taskDefinition("app:1")))
                        .refuses(
                                w -> w.run(r -> r.taskDefinition("app:2")),
                                w -> w.run(r -> r.taskDefinition("none")),
                                w -> {
                                    w.client.deregisterTaskDefinition(r -> r.taskDefinition("app:1"));
                                    return w.run(r -> r.taskDefinition("app:1"));
                                }),
                Limit.of("reserved ports of an instance", "100, its agent's own included", "RESOURCE:PORTS")
                        .accepts(w -> ports(w, 95))
                        .refuses(w -> ports(w, 96)));
    }

    private static Object twice(LimitsWorld world, Consumer<RunTaskRequest.Builder> second) {
        world.run(r -> r.clientToken("token"));
        return world.run(r -> second.accept(r.clientToken("token")));
    }

    private static Object ports(LimitsWorld world, int count) {
        world.container(c -> c.portMappings(IntStream.range(0, count)
                .mapToObj(i -> PortMapping.builder()
                        .containerPort(1000 + i)
                        .hostPort(1000 + i)
                        .build())
                .toList()));
        return world.start(r -> r.taskDefinition("limit"));
    }

    /** Overrides whose JSON has exactly so many characters. */
    private static TaskOverride big(int length) {
        int frame = "{\"containerOverrides\":[{\"name\":\"main\",\"command\":[\"\"]}]}".length();
        return TaskOverride.builder()
                .containerOverrides(ContainerOverride.builder()
                        .name("main")
                        .command("x".repeat(length - frame))
                        .build())
                .build();
    }

    private static Consumer<RunTaskRequest.Builder> overrides(int length) {
        return r -> r.overrides(big(length));
    }

    private static Consumer<RunTaskRequest.Builder> override(Consumer<ContainerOverride.Builder> more) {
        ContainerOverride.Builder container = ContainerOverride.builder().name("main");
        more.accept(container);
        return r -> r.overrides(o -> o.containerOverrides(container.build()));
    }

    private static Consumer<RunTaskRequest.Builder> vpc(Consumer<AwsVpcConfiguration.Builder> more) {
        return r -> r.taskDefinition("vpc").networkConfiguration(n -> n.awsvpcConfiguration(more));
    }

    /** A task of a definition that has the secret S. */
    private static Object runWithSecret(LimitsWorld world, Consumer<RunTaskRequest.Builder> more) {
        world.container(
                r -> r.family("secretive").executionRoleArn("arn:aws:iam::123456789012:role/execution"),
                c -> c.secrets(Secret.builder().name("S").valueFrom("x").build()));
        return world.run(more.andThen(r -> r.taskDefinition("secretive")));
    }

    private static KeyValuePair variable(String name) {
        return KeyValuePair.builder().name(name).value("x").build();
    }

    private static ResourceRequirement gpu(String value) {
        return ResourceRequirement.builder().type("GPU").value(value).build();
    }

    /** An expression that holds everywhere, padded to a length. */
    private static PlacementConstraint memberOf(String value, int length) {
        String expression = "attribute:a != " + value;
        return constraint("memberOf", expression + " ".repeat(Math.max(0, length - expression.length())));
    }

    private static PlacementConstraint constraint(String type, String expression) {
        return PlacementConstraint.builder().type(type).expression(expression).build();
    }

    private static PlacementStrategy strategy(String type, String field) {
        return PlacementStrategy.builder().type(type).field(field).build();
    }
}
