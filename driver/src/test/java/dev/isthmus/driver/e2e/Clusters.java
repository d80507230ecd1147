package dev.isthmus.driver.e2e;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.driver.bundle.Bundle;
import dev.isthmus.testkit.ecs.FakeEcs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.Task;

/** Fake clusters, and how drivers are pointed at them. */
public final class Clusters {

    /** What the AWS SDK reads as credentials. */
    public static final Map<String, String> CREDENTIALS =
            Map.of("aws.accessKeyId", "fake", "aws.secretAccessKey", "fake");

    private static final Path JOURNALS = temporary();

    private Clusters() {}

    /** Where the journals of a cluster's frameworks are: the drivers of one test share them, and nobody else. */
    public static String journals(FakeEcs ecs) {
        return JOURNALS.resolve("port-" + ecs.endpoint().getPort()).toString();
    }

    private static Path temporary() {
        try {
            Path target = Files.createDirectories(Bundle.JAR.resolveSibling("journals"));
            return Files.createTempDirectory(target, "run");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings for a driver on this cluster, looking often; sets credentials as well. */
    public static Settings.Builder settings(FakeEcs ecs) {
        CREDENTIALS.forEach(System::setProperty);
        return Settings.builder()
                .environment(Map.of(
                        "AWS_ECS_ENDPOINT",
                        ecs.endpoint().toString(),
                        "AWS_ECS_CLUSTER",
                        ecs.clusterName(),
                        "ISTHMUS_JOURNAL_DIR",
                        journals(ecs),
                        "ISTHMUS_POLL_BUSY",
                        "100ms",
                        "ISTHMUS_POLL_IDLE",
                        "500ms",
                        "ISTHMUS_CONSISTENCY_WINDOW",
                        "1s"));
    }

    /** The environment of a program on this cluster, as {@code ./isthmus fake} tells people to set it. */
    public static Map<String, String> environmentAtUsualPace(FakeEcs ecs) {
        return Map.of(
                "AWS_ECS_ENDPOINT",
                ecs.endpoint().toString(),
                "AWS_REGION",
                ecs.region(),
                "AWS_ACCESS_KEY_ID",
                "fake",
                "AWS_SECRET_ACCESS_KEY",
                "fake",
                "ISTHMUS_DEFAULT_IMAGE",
                "busybox",
                "ISTHMUS_JOURNAL_DIR",
                journals(ecs));
    }

    /** The same, looking often. */
    public static Map<String, String> environment(FakeEcs ecs) {
        Map<String, String> environment = new HashMap<>(environmentAtUsualPace(ecs));
        environment.put("ISTHMUS_POLL_BUSY", "100ms");
        environment.put("ISTHMUS_POLL_IDLE", "500ms");
        return environment;
    }

    /** The Mesos id of a task that a driver has started; empty for any other. */
    public static String taskId(Task task) {
        return task.overrides().containerOverrides().stream()
                .map(ContainerOverride::environment)
                .flatMap(List::stream)
                .filter(variable -> variable.name().equals("ISTHMUS_TASK_ID"))
                .map(KeyValuePair::value)
                .findFirst()
                .orElse("");
    }

    /** Registers the next revision of a family with one container. */
    static void register(FakeEcs ecs, String family, List<String> command, Integer... hostPorts) {
        ecs.client()
                .registerTaskDefinition(request -> request.family(family)
                        .networkMode(NetworkMode.BRIDGE)
                        .containerDefinitions(ContainerDefinition.builder()
                                .name("main")
                                .image("busybox")
                                .memory(64)
                                .command(command)
                                .portMappings(List.of(hostPorts).stream()
                                        .map(port -> PortMapping.builder()
                                                .hostPort(port)
                                                .containerPort(port)
                                                .build())
                                        .toList())
                                .build()));
    }
}
