package dev.isthmus.testkit.ecs.limits;

import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerDependency;
import software.amazon.awssdk.services.ecs.model.MountPoint;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionPlacementConstraint;
import software.amazon.awssdk.services.ecs.model.Volume;
import software.amazon.awssdk.services.ecs.model.VolumeFrom;

/** The limits of task definitions as a whole. */
final class DefinitionLimits {
    private static final String INVALID = "InvalidParameterException";
    private static final String CLIENT = "ClientException";

    private DefinitionLimits() {}

    static List<Limit> all() {
        return Stream.of(whole(), sizes(), ContainerLimits.all(), LinuxLimits.all(), PortLimits.all())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Limit> whole() {
        return List.of(
                Limit.of("RegisterTaskDefinition family", "1 to 255 letters, digits, - _", CLIENT)
                        .accepts(w -> w.register(r -> r.family("f".repeat(255))))
                        .refuses(
                                w -> w.register(r -> r.family("f".repeat(256))), w -> w.register(r -> r.family("a.b"))),
                Limit.of("RegisterTaskDefinition family", "given", INVALID)
                        .accepts(w -> w.register(r -> r.family("f")))
                        .refuses(w -> w.register(r -> r.family(null))),
                Limit.of("containers of a definition", "1 to 10", CLIENT)
                        .accepts(w -> w.register(containers(10)))
                        .refuses(
                                w -> w.register(containers(11)),
                                w -> w.register(r -> r.containerDefinitions(List.of())),
                                w -> w.client.registerTaskDefinition(r -> r.family("limit"))),
                Limit.of("size of a definition", "64 KiB", CLIENT)
                        .accepts(w -> w.container(c -> c.command("x".repeat(65_000))))
                        .refuses(w -> w.container(c -> c.command("x".repeat(65_536)))),
                Limit.of("containers of a definition", "one of them essential", CLIENT)
                        .accepts(w -> w.register(r -> r.containerDefinitions(
                                named("a").essential(true).build(),
                                named("b").essential(false).build())))
                        .refuses(w -> w.container(c -> c.essential(false))),
                Limit.of("container names of a definition", "each once", CLIENT)
                        .accepts(w -> w.register(r -> r.containerDefinitions(
                                named("a").build(), named("b").build())))
                        .refuses(w -> w.register(r -> r.containerDefinitions(
                                named("a").build(), named("a").build()))),
                Limit.of("networkMode", "bridge, host, awsvpc, none", CLIENT)
                        .accepts(w -> w.register(r -> r.networkMode(NetworkMode.NONE)))
                        .refuses(w -> w.register(r -> r.networkMode("flat"))),
                Limit.of("requiresCompatibilities", "EC2, FARGATE, EXTERNAL, MANAGED_INSTANCES", CLIENT)
                        .accepts(w -> w.register(r -> r.requiresCompatibilitiesWithStrings("EC2", "EXTERNAL")))
                        .refuses(w -> w.register(r -> r.requiresCompatibilitiesWithStrings("LAMBDA"))),
                Limit.of("placementConstraints of a definition", "at most 10", CLIENT)
                        .accepts(w -> w.register(r -> r.placementConstraints(constraints(10))))
                        .refuses(w -> w.register(r -> r.placementConstraints(constraints(11)))),
                Limit.of("volume name", "1 to 255 letters, digits, - _", CLIENT)
                        .accepts(w -> w.register(r -> r.volumes(volume("v".repeat(255)))))
                        .refuses(
                                w -> w.register(r -> r.volumes(volume("v".repeat(256)))),
                                w -> w.register(r -> r.volumes(volume("a b"))),
                                w -> w.register(r -> r.volumes(volume("a"), volume("a")))),
                Limit.of("mountPoints sourceVolume", "a volume of the definition", CLIENT)
                        .accepts(w -> w.container(r -> r.volumes(volume("a")), mounts("a")))
                        .refuses(w -> w.container(r -> r.volumes(volume("a")), mounts("b"))),
                Limit.of("volumesFrom sourceContainer", "a container of the definition", CLIENT)
                        .accepts(w -> two(
                                w,
                                b -> b.volumesFrom(VolumeFrom.builder()
                                        .sourceContainer("a")
                                        .build())))
                        .refuses(w -> two(
                                w,
                                b -> b.volumesFrom(VolumeFrom.builder()
                                        .sourceContainer("c")
                                        .build()))),
                Limit.of("links", "to a container of the definition, in bridge mode", CLIENT)
                        .accepts(w -> two(w, b -> b.links("a", "a:alias")))
                        .refuses(
                                w -> two(w, b -> b.links("c")),
                                w -> w.register(r -> r.networkMode(NetworkMode.HOST)
                                        .containerDefinitions(
                                                named("a").build(),
                                                named("b").links("a").build()))),
                Limit.of("dependsOn containerName", "a container of the definition", CLIENT)
                        .accepts(w -> two(w, depends("a", "START")))
                        .refuses(w -> two(w, depends("c", "START"))),
                Limit.of("dependsOn", "without a cycle", CLIENT)
                        .accepts(w -> two(w, depends("a", "START")))
                        .refuses(w -> two(w, depends("b", "START"))),
                Limit.of("dependsOn SUCCESS, COMPLETE", "on a container that is not essential", CLIENT)
                        .accepts(w -> w.register(r -> r.containerDefinitions(
                                named("a").essential(false).build(), with(named("b"), depends("a", "SUCCESS")))))
                        .refuses(w -> two(w, depends("a", "SUCCESS")), w -> two(w, depends("a", "COMPLETE"))),
                Limit.of("dependsOn HEALTHY", "on a container with a health check", CLIENT)
                        .accepts(w -> w.register(r -> r.containerDefinitions(
                                named("a")
                                        .healthCheck(h -> h.command("CMD", "true"))
                                        .build(),
                                with(named("b"), depends("a", "HEALTHY")))))
                        .refuses(w -> two(w, depends("a", "HEALTHY"))),
                Limit.of("DeregisterTaskDefinition taskDefinition", "with a revision", CLIENT)
                        .accepts(w -> w.client.deregisterTaskDefinition(r -> r.taskDefinition("app:1")))
                        .refuses(w -> w.client.deregisterTaskDefinition(r -> r.taskDefinition("app"))),
                Limit.of("DeleteTaskDefinitions taskDefinitions", "1 to 10", INVALID)
                        .accepts(w -> w.client.deleteTaskDefinitions(
                                r -> r.taskDefinitions(Collections.nCopies(10, "app:1"))))
                        .refuses(
                                w -> w.client.deleteTaskDefinitions(
                                        r -> r.taskDefinitions(Collections.nCopies(11, "app:1"))),
                                w -> w.client.deleteTaskDefinitions(r -> r.taskDefinitions(List.of()))));
    }

    private static List<Limit> sizes() {
        return List.of(
                Limit.of("task cpu", "128 to 196608 units, or vCPU", CLIENT)
                        .accepts(
                                w -> w.register(r -> r.cpu("128")),
                                w -> w.register(r -> r.cpu("196608")),
                                w -> w.register(r -> r.cpu("0.125 vCPU")),
                                w -> w.register(r -> r.cpu(".25 vcpu")),
                                w -> w.register(r -> r.cpu("192 vcpu")))
                        .refuses(
                                w -> w.register(r -> r.cpu("127")),
                                w -> w.register(r -> r.cpu("196609")),
                                w -> w.register(r -> r.cpu("0.1 vCPU")),
                                w -> w.register(r -> r.cpu("lots"))),
                Limit.of("task memory", "a number of MiB, or GB", CLIENT)
                        .accepts(
                                w -> w.register(r -> r.memory("512")),
                                w -> w.register(r -> r.memory("1 GB")),
                                w -> w.register(r -> r.memory(".5 gb")))
                        .refuses(w -> w.register(r -> r.memory("much")), w -> w.register(r -> r.memory("1 vCPU"))),
                Limit.of("container cpu values", "together at most the task's", CLIENT)
                        .accepts(w -> w.container(r -> r.cpu("128"), c -> c.cpu(128)))
                        .refuses(w -> w.container(r -> r.cpu("128"), c -> c.cpu(129))),
                Limit.of("container memory values", "together at most the task's", CLIENT)
                        .accepts(w -> w.container(r -> r.memory("64"), c -> c.memory(64)))
                        .refuses(
                                w -> w.container(r -> r.memory("64"), c -> c.memory(65)),
                                w -> w.register(r -> r.memory("100")
                                        .containerDefinitions(
                                                named("a").build(), named("b").build()))),
                Limit.of("cpu and memory for FARGATE", "a combination that Fargate has", CLIENT)
                        .accepts(
                                w -> w.register(fargate("256", "512")),
                                w -> w.register(fargate("1 vCPU", "2 GB")),
                                w -> w.register(fargate("16384", "122880")))
                        .refuses(
                                w -> w.register(fargate("256", "4096")),
                                w -> w.register(fargate("300", "1024")),
                                w -> w.register(fargate("16384", "36864")),
                                w -> w.register(fargate(null, "512")),
                                w -> w.register(fargate("256", null))),
                Limit.of("networkMode for FARGATE", "awsvpc", CLIENT)
                        .accepts(w -> w.register(fargate("256", "512")))
                        .refuses(w -> w.register(fargate("256", "512").andThen(r -> r.networkMode("bridge")))),
                Limit.of("ephemeralStorage sizeInGiB", "21 to 200", CLIENT)
                        .accepts(
                                w -> w.register(r -> r.ephemeralStorage(e -> e.sizeInGiB(21))),
                                w -> w.register(r -> r.ephemeralStorage(e -> e.sizeInGiB(200))))
                        .refuses(
                                w -> w.register(r -> r.ephemeralStorage(e -> e.sizeInGiB(20))),
                                w -> w.register(r -> r.ephemeralStorage(e -> e.sizeInGiB(201)))));
    }

    static ContainerDefinition.Builder named(String name) {
        return LimitsWorld.container().name(name);
    }

    /** A definition of container a, and b with {@code more}. */
    private static Object two(LimitsWorld world, Consumer<ContainerDefinition.Builder> more) {
        return world.register(r -> r.containerDefinitions(named("a").build(), with(named("b"), more)));
    }

    private static ContainerDefinition with(
            ContainerDefinition.Builder container, Consumer<ContainerDefinition.Builder> more) {
        more.accept(container);
        return container.build();
    }

    private static Consumer<ContainerDefinition.Builder> depends(String container, String condition) {
        return b -> b.dependsOn(ContainerDependency.builder()
                .containerName(container)
                .condition(condition)
                .build());
    }

    private static Consumer<ContainerDefinition.Builder> mounts(String volume) {
        return c -> c.mountPoints(
                MountPoint.builder().sourceVolume(volume).containerPath("/data").build());
    }

    private static Consumer<RegisterTaskDefinitionRequest.Builder> containers(int count) {
        return r -> r.containerDefinitions(
                IntStream.range(0, count).mapToObj(i -> named("c" + i).build()).toList());
    }

    private static Consumer<RegisterTaskDefinitionRequest.Builder> fargate(String cpu, String memory) {
        return r -> r.requiresCompatibilitiesWithStrings("FARGATE")
                .networkMode(NetworkMode.AWSVPC)
                .cpu(cpu)
                .memory(memory);
    }

    private static List<TaskDefinitionPlacementConstraint> constraints(int count) {
        return Collections.nCopies(
                count,
                TaskDefinitionPlacementConstraint.builder()
                        .type("memberOf")
                        .expression("attribute:a != b")
                        .build());
    }

    private static Volume volume(String name) {
        return Volume.builder().name(name).build();
    }
}
