package dev.isthmus.testkit.ecs.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.OverTheWire;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.runtime.ContainerLaunch;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RepositoryCredentials;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.Task;

/** Secrets and registry credentials in definitions, and what becomes of tasks that ask for them. */
class SecretsTest extends OverTheWire {
    private static final String ROLE = "arn:aws:iam::123456789012:role/execution";
    private static final String SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:db/login-a1B2c3";
    private static final String PARAMETER = "arn:aws:ssm:us-east-1:123456789012:parameter/db/host";

    @Override
    protected FakeEcsConfig config() {
        return FakeEcsConfig.twoSmallInstances().toBuilder()
                .secret(SECRET, "{\"user\":\"me\",\"port\":5432}")
                .secret("/db/host", "db.test")
                .build();
    }

    private static Secret secret(String name, String from) {
        return Secret.builder().name(name).valueFrom(from).build();
    }

    private static ContainerDefinition.Builder with(Secret... secrets) {
        return EcsRequests.main("x").secrets(secrets);
    }

    private static ContainerDefinition.Builder with(String credentials) {
        return EcsRequests.main("x")
                .repositoryCredentials(RepositoryCredentials.builder()
                        .credentialsParameter(credentials)
                        .build());
    }

    private String start(ContainerDefinition.Builder... containers) {
        RegisterTaskDefinitionRequest request = EcsRequests.define("app", containers);
        client.registerTaskDefinition(request.toBuilder().executionRoleArn(ROLE).build());
        return startOn(instance(0), "app");
    }

    private void assertStopped(String arn, String text) {
        Task task = describe(arn);
        assertThat(task.lastStatus()).isEqualTo("STOPPED");
        assertThat(task.stopCodeAsString()).isEqualTo("TaskFailedToStart");
        assertThat(task.stoppedReason())
                .startsWith("ResourceInitializationError: unable to pull secrets or registry auth: ")
                .contains(text);
        assertThat(task.startedAt()).isNull();
        assertThat(task.containers()).allSatisfy(container -> {
            assertThat(container.lastStatus()).isEqualTo("STOPPED");
            assertThat(container.exitCode()).isNull();
        });
        assertThat(containers.launches()).isEmpty();
        assertThat(remaining(instance(0)).get("CPU").integerValue()).isEqualTo(1024);
    }

    @Test
    void their_values_are_variables_of_the_container_that_asks_for_them() {
        start(
                with(
                        secret("LOGIN", SECRET),
                        secret("USER", SECRET + ":user::"),
                        secret("PORT", SECRET + ":port:AWSCURRENT:"),
                        secret("HOST", PARAMETER),
                        secret("SAME_HOST", "/db/host")),
                EcsRequests.main("x").name("other").environment(EcsRequests.variable("OWN", "1")));
        assertThat(containers.launches().get(0).environment())
                .containsEntry("LOGIN", "{\"user\":\"me\",\"port\":5432}")
                .containsEntry("USER", "me")
                .containsEntry("PORT", "5432")
                .containsEntry("HOST", "db.test")
                .containsEntry("SAME_HOST", "db.test");
        assertThat(containers.launches().get(1).environment()).containsOnlyKeys("OWN");
    }

    @Test
    void a_definition_shows_where_they_are_and_no_task_shows_what_they_are() {
        String arn = start(with(secret("LOGIN", SECRET)));
        ContainerDefinition registered = client.describeTaskDefinition(r -> r.taskDefinition("app"))
                .taskDefinition()
                .containerDefinitions()
                .get(0);
        assertThat(registered.secrets()).containsExactly(secret("LOGIN", SECRET));
        assertThat(describe(arn).toString()).doesNotContain("5432");
        assertThat(ecs.inspect().dump()).doesNotContain("5432");
    }

    @Test
    void a_task_whose_secret_is_not_there_is_stopped_before_it_starts() {
        ecs.removeSecret(SECRET);
        assertStopped(
                start(with(secret("LOGIN", SECRET))),
                "unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret "
                        + SECRET
                        + " from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret.");
    }

    @Test
    void so_is_one_whose_parameter_or_member_of_a_secret_is_not_there() {
        assertStopped(start(with(secret("A", "no/such"))), "unable to retrieve secrets from ssm: ");
        assertStopped(
                start(with(secret("A", SECRET + ":password::"))),
                "retrieved secret from Secrets Manager did not contain json key password");
    }

    @Test
    void a_secret_that_is_put_later_is_found_by_the_next_task() {
        String late = "arn:aws:secretsmanager:us-east-1:123456789012:secret:late-a1B2c3";
        assertStopped(start(with(secret("LATE", late))), late);
        ecs.putSecret(late, "here");
        String arn = startOn(instance(0), "app");
        assertThat(describe(arn).lastStatus()).isEqualTo("RUNNING");
        assertThat(containers.launches())
                .extracting(ContainerLaunch::environment)
                .allSatisfy(environment -> assertThat(environment).containsEntry("LATE", "here"));
    }

    @Test
    void the_login_of_a_registry_must_be_there_and_be_one() {
        String login = "arn:aws:secretsmanager:us-east-1:123456789012:secret:registry-a1B2c3";
        assertStopped(start(with(login)), "unable to get registry auth from asm: ");
        ecs.putSecret(login, "not a login, but secret");
        assertStopped(start(with(login)), "the secret is no JSON object");
        assertThat(describe(start(with(login))).stoppedReason()).doesNotContain("but secret");
        ecs.putSecret(login, "{\"username\":\"me\",\"password\":\"\"}");
        assertStopped(start(with(login)), "asm fetching password: AuthorizationData is malformed, empty field");
        ecs.putSecret(login, "{\"username\":\"me\",\"password\":\"x\"}");
        assertThat(describe(start(with(login))).lastStatus()).isEqualTo("RUNNING");
        ecs.putSecret("by-name", "{\"username\":\"me\",\"password\":\"x\"}");
        assertThat(describe(start(with("by-name"))).lastStatus()).isEqualTo("RUNNING");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:secretsmanager:us-east-1:123456789012:secret:",
                "arn:aws:secretsmanager:us-east-1:123456789012:secret:db:user",
                "arn:aws:s3:::bucket/key",
                "spaces are not allowed",
                "name:key::"
            })
    void what_is_neither_a_secret_nor_a_parameter_is_refused(String from) {
        assertError(
                "ClientException",
                "The Systems Manager parameter name specified for secret A is invalid.",
                () -> start(with(secret("A", from))));
    }

    @Test
    void without_an_execution_role_nobody_could_read_them() {
        assertError(
                "ClientException",
                "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
                () -> client.registerTaskDefinition(EcsRequests.define("app", with(secret("A", SECRET)))));
        assertError(
                "ClientException",
                "Private repository authentication requires that the task definition specify a value for executionRoleArn.",
                () -> client.registerTaskDefinition(EcsRequests.define("app", with(SECRET))));
    }

    @Test
    void an_override_does_not_bring_a_variable_of_the_same_name() {
        start(with(secret("LOGIN", SECRET)));
        assertError(
                "InvalidParameterException",
                "The secret name must be unique and not shared with any new or existing environment variables",
                () -> client.runTask(r -> r.taskDefinition("app")
                        .overrides(EcsRequests.override(ContainerOverride.builder()
                                .name("main")
                                .environment(EcsRequests.variable("LOGIN", "mine"))))));
    }

    @Test
    void agents_that_cannot_read_them_take_no_such_task() {
        start(with(secret("LOGIN", SECRET)));
        String old = ecs.addInstance(InstanceSpec.of(1024, 2048).withAgentVersion("1.21.0"));
        assertThat(reasons(client.startTask(r -> r.taskDefinition("app").containerInstances(old))
                        .failures()))
                .containsExactly("ATTRIBUTE");
    }

    @Test
    void a_process_finds_them_in_its_environment() throws Exception {
        try (FakeEcs other = FakeEcs.start(FakeEcsConfig.builder()
                .instance(InstanceSpec.of(1024, 1024))
                .secret("name", "of the process")
                .build())) {
            other.client()
                    .registerTaskDefinition(
                            EcsRequests.define(
                                            "app", EcsRequests.main("echo $S").secrets(secret("S", "name")))
                                    .toBuilder()
                                    .executionRoleArn(ROLE)
                                    .build());
            String arn = other.client()
                    .runTask(r -> r.taskDefinition("app"))
                    .tasks()
                    .get(0)
                    .taskArn();
            other.awaitStatus(arn, "STOPPED", Duration.ofSeconds(20));
            assertThat(other.output(arn, "main")).isEqualTo("of the process\n");
        }
    }
}
