package dev.isthmus.testkit.ecs.limits;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.EnvironmentFile;
import software.amazon.awssdk.services.ecs.model.HealthCheck;
import software.amazon.awssdk.services.ecs.model.HostEntry;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.RepositoryCredentials;
import software.amazon.awssdk.services.ecs.model.ResourceRequirement;
import software.amazon.awssdk.services.ecs.model.Secret;

/** The limits of a container in a task definition. */
final class ContainerLimits {
    private static final String SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:name-a1B2c3";

    private static final String CLIENT = "ClientException";

    private ContainerLimits() {}

    static List<Limit> all() {
        return List.of(
                Limit.of("container name", "1 to 255 letters, digits, - _", CLIENT)
                        .accepts(w -> w.container(c -> c.name("n".repeat(255))))
                        .refuses(
                                w -> w.container(c -> c.name("n".repeat(256))),
                                w -> w.container(c -> c.name("a b")),
                                w -> w.container(c -> c.name(""))),
                Limit.of("container image", "1 to 255 characters before a digest", CLIENT)
                        .accepts(
                                w -> w.container(c -> c.image("i".repeat(255))),
                                w -> w.container(c -> c.image("i".repeat(255) + "@sha256:" + "0".repeat(64))))
                        .refuses(w -> w.container(c -> c.image("i".repeat(256))), w -> w.container(c -> c.image(""))),
                Limit.of("container cpu", "not negative", CLIENT)
                        .accepts(w -> w.container(c -> c.cpu(0)))
                        .refuses(w -> w.container(c -> c.cpu(-1))),
                Limit.of("container memory", "at least 6 MiB", CLIENT)
                        .accepts(w -> w.container(c -> c.memory(6)))
                        .refuses(w -> w.container(c -> c.memory(5))),
                Limit.of("container memoryReservation", "at least 6 MiB", CLIENT)
                        .accepts(w -> w.container(c -> c.memoryReservation(6)))
                        .refuses(w -> w.container(c -> c.memoryReservation(5))),
                Limit.of("container memoryReservation", "not above memory", CLIENT)
                        .accepts(w -> w.container(c -> c.memory(64).memoryReservation(63)))
                        .refuses(w -> w.container(c -> c.memory(64).memoryReservation(65))),
                Limit.of("memory or memoryReservation", "one of them, or the task's memory", CLIENT)
                        .accepts(
                                w -> w.container(c -> c.memory(null).memoryReservation(64)),
                                w -> w.container(r -> r.memory("64"), c -> c.memory(null)))
                        .refuses(w -> w.container(c -> c.memory(null))),
                Limit.of("environment name", "not empty", CLIENT)
                        .accepts(w -> w.container(c -> c.environment(variable("A"))))
                        .refuses(
                                w -> w.container(c -> c.environment(variable(""))),
                                w -> w.container(c -> c.environment(variable(null)))),
                Limit.of("secret name", "not an environment variable's, nor another secret's", CLIENT)
                        .accepts(w ->
                                withRole(w, c -> c.environment(variable("A")).secrets(secret("B"))))
                        .refuses(
                                w -> withRole(
                                        w, c -> c.environment(variable("A")).secrets(secret("A"))),
                                w -> withRole(w, c -> c.secrets(secret("B"), secret("B")))),
                Limit.of("secret valueFrom", "the ARN of a secret or parameter, or the name of a parameter", CLIENT)
                        .accepts(
                                w -> withRole(w, c -> c.secrets(secret("A", SECRET))),
                                w -> withRole(w, c -> c.secrets(secret("A", SECRET + ":key::"))),
                                w -> withRole(w, c -> c.secrets(secret("A", "n".repeat(2048)))))
                        .refuses(
                                w -> withRole(w, c -> c.secrets(secret("A", SECRET + ":key"))),
                                w -> withRole(w, c -> c.secrets(secret("A", "arn:aws:s3:::bucket"))),
                                w -> withRole(w, c -> c.secrets(secret("A", "n".repeat(2049))))),
                Limit.of("secrets", "with executionRoleArn", CLIENT)
                        .accepts(w -> withRole(w, c -> c.secrets(secret("A"))))
                        .refuses(w -> w.container(c -> c.secrets(secret("A")))),
                Limit.of("repositoryCredentials credentialsParameter", "the ARN or the name of a secret", CLIENT)
                        .accepts(
                                w -> withRole(w, c -> c.repositoryCredentials(credentials(SECRET))),
                                w -> withRole(w, c -> c.repositoryCredentials(credentials("name"))))
                        .refuses(
                                w -> withRole(w, c -> c.repositoryCredentials(credentials("a name"))),
                                w -> withRole(w, c -> c.repositoryCredentials(credentials("arn:aws:s3:::bucket")))),
                Limit.of("repositoryCredentials", "with executionRoleArn", CLIENT)
                        .accepts(w -> withRole(w, c -> c.repositoryCredentials(credentials(SECRET))))
                        .refuses(w -> w.container(c -> c.repositoryCredentials(credentials(SECRET)))),
                Limit.of("environmentFiles", "at most 10", CLIENT)
                        .accepts(w -> w.container(c -> c.environmentFiles(Collections.nCopies(10, file(".env")))))
                        .refuses(w -> w.container(c -> c.environmentFiles(Collections.nCopies(11, file(".env"))))),
                Limit.of("environmentFiles value", "with the extension .env", CLIENT)
                        .accepts(w -> w.container(c -> c.environmentFiles(file(".env"))))
                        .refuses(w -> w.container(c -> c.environmentFiles(file(".txt")))),
                Limit.of("GPU requirement", "a whole number", CLIENT)
                        .accepts(w -> w.container(c -> c.resourceRequirements(ResourceRequirement.builder()
                                .type("GPU")
                                .value("1")
                                .build())))
                        .refuses(w -> w.container(c -> c.resourceRequirements(ResourceRequirement.builder()
                                .type("GPU")
                                .value("half")
                                .build()))),
                health("interval", 5, 300, HealthCheck.Builder::interval),
                health("timeout", 2, 60, HealthCheck.Builder::timeout),
                health("retries", 1, 10, HealthCheck.Builder::retries),
                health("startPeriod", 0, 300, HealthCheck.Builder::startPeriod),
                Limit.of("healthCheck command", "CMD or CMD-SHELL, and a command", CLIENT)
                        .accepts(w -> w.container(c -> c.healthCheck(h -> h.command("CMD-SHELL", "true"))))
                        .refuses(
                                w -> w.container(c -> c.healthCheck(h -> h.command("true"))),
                                w -> w.container(c -> c.healthCheck(h -> h.command("CMD"))),
                                w -> w.container(c -> c.healthCheck(h -> h.command(List.of()))),
                                w -> w.container(c -> c.healthCheck(h -> h.interval(10)))),
                Limit.of("stopTimeout", "not negative", CLIENT)
                        .accepts(w -> w.container(c -> c.stopTimeout(0)), w -> w.container(c -> c.stopTimeout(3600)))
                        .refuses(w -> w.container(c -> c.stopTimeout(-1))),
                Limit.of("stopTimeout for FARGATE", "2 to 120 s", CLIENT)
                        .accepts(
                                w -> w.container(FargateLimits::fargate, c -> c.stopTimeout(2)),
                                w -> w.container(FargateLimits::fargate, c -> c.stopTimeout(120)))
                        .refuses(
                                w -> w.container(FargateLimits::fargate, c -> c.stopTimeout(1)),
                                w -> w.container(FargateLimits::fargate, c -> c.stopTimeout(121))),
                Limit.of("logDriver", "one of 8", CLIENT)
                        .accepts(w -> w.container(c -> c.logConfiguration(l -> l.logDriver("json-file"))))
                        .refuses(
                                w -> w.container(c -> c.logConfiguration(l -> l.logDriver("paper"))),
                                w -> w.container(c -> c.logConfiguration(l -> l.options(Map.of())))),
                Limit.of("logDriver awslogs", "with awslogs-region and awslogs-group", CLIENT)
                        .accepts(w -> w.container(c -> c.logConfiguration(l -> l.logDriver("awslogs")
                                .options(Map.of("awslogs-region", "us-east-1", "awslogs-group", "g")))))
                        .refuses(w -> w.container(c ->
                                c.logConfiguration(l -> l.logDriver("awslogs").options(Map.of("awslogs-group", "g"))))),
                Limit.of("logDriver for FARGATE", "awslogs, splunk, awsfirelens", CLIENT)
                        .accepts(w -> w.container(
                                FargateLimits::fargate, c -> c.logConfiguration(l -> l.logDriver("splunk"))))
                        .refuses(w -> w.container(
                                FargateLimits::fargate, c -> c.logConfiguration(l -> l.logDriver("syslog")))),
                Limit.of("restartPolicy restartAttemptPeriod", "60 to 1800 s", CLIENT)
                        .accepts(w -> w.container(restarts(60)), w -> w.container(restarts(1800)))
                        .refuses(w -> w.container(restarts(59)), w -> w.container(restarts(1801))),
                Limit.of("restartPolicy ignoredExitCodes", "at most 50", CLIENT)
                        .accepts(w -> w.container(ignored(50)))
                        .refuses(w -> w.container(ignored(51))),
                Limit.of("hostname, extraHosts", "not with networkMode awsvpc", CLIENT)
                        .accepts(w -> w.container(c -> c.hostname("h")
                                .extraHosts(HostEntry.builder()
                                        .hostname("o")
                                        .ipAddress("10.0.0.1")
                                        .build())))
                        .refuses(
                                w -> w.container(r -> r.networkMode(NetworkMode.AWSVPC), c -> c.hostname("h")),
                                w -> w.container(
                                        r -> r.networkMode(NetworkMode.AWSVPC),
                                        c -> c.extraHosts(HostEntry.builder()
                                                .hostname("o")
                                                .ipAddress("10.0.0.1")
                                                .build()))));
    }

    private static Limit health(String member, int least, int most, BiConsumer<HealthCheck.Builder, Integer> set) {
        return Limit.of("healthCheck " + member, least + " to " + most, CLIENT)
                .accepts(w -> w.container(check(set, least)), w -> w.container(check(set, most)))
                .refuses(w -> w.container(check(set, least - 1)), w -> w.container(check(set, most + 1)));
    }

    private static Consumer<ContainerDefinition.Builder> check(
            BiConsumer<HealthCheck.Builder, Integer> set, int value) {
        return c -> c.healthCheck(h -> set.accept(h.command("CMD", "true"), value));
    }

    private static Consumer<ContainerDefinition.Builder> restarts(int period) {
        return c -> c.restartPolicy(p -> p.enabled(true).restartAttemptPeriod(period));
    }

    private static Consumer<ContainerDefinition.Builder> ignored(int count) {
        return c -> c.restartPolicy(p -> p.enabled(true)
                .ignoredExitCodes(IntStream.range(0, count).boxed().toList()));
    }

    private static KeyValuePair variable(String name) {
        return KeyValuePair.builder().name(name).value("x").build();
    }

    private static Object withRole(LimitsWorld world, Consumer<ContainerDefinition.Builder> container) {
        return world.container(r -> r.executionRoleArn("arn:aws:iam::123456789012:role/execution"), container);
    }

    private static Secret secret(String name) {
        return secret(name, "arn:aws:ssm:us-east-1:123456789012:parameter/x");
    }

    private static Secret secret(String name, String from) {
        return Secret.builder().name(name).valueFrom(from).build();
    }

    private static RepositoryCredentials credentials(String secret) {
        return RepositoryCredentials.builder().credentialsParameter(secret).build();
    }

    private static EnvironmentFile file(String extension) {
        return EnvironmentFile.builder()
                .type("s3")
                .value("arn:aws:s3:::bucket/file" + extension)
                .build();
    }
}
