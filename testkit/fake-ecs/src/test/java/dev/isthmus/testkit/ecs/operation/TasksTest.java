package dev.isthmus.testkit.ecs.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.OverTheWire;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ManagedAgent;
import software.amazon.awssdk.services.ecs.model.ManagedAgentName;

/** Finding tasks: DescribeTasks, ListTasks, StopTask's argument. */
class TasksTest extends OverTheWire {
    private String a;
    private String b;
    private String stopped;

    @BeforeEach
    void tasks() {
        client.registerTaskDefinition(
                EcsRequests.define("app", EcsRequests.main("x").cpu(1)));
        client.registerTaskDefinition(
                EcsRequests.define("other", EcsRequests.main("x").cpu(1)));
        a = start("app", 0, "me");
        b = start("other", 1, "you");
        stopped = start("app", 0, "me");
        client.stopTask(r -> r.task(stopped));
    }

    private String start(String family, int index, String startedBy) {
        return client.startTask(r -> r.taskDefinition(family)
                        .containerInstances(instance(index))
                        .startedBy(startedBy))
                .tasks()
                .get(0)
                .taskArn();
    }

    private List<String> list(ListTasksRequest.Builder request) {
        return client.listTasks(request.build()).taskArns();
    }

    private static ListTasksRequest.Builder tasksOf() {
        return ListTasksRequest.builder();
    }

    @Test
    void by_default_tasks_that_are_meant_to_run_are_listed() {
        assertThat(list(tasksOf())).containsExactly(a, b);
        assertThat(list(tasksOf().desiredStatus(DesiredStatus.STOPPED))).containsExactly(stopped);
        assertThat(list(tasksOf().desiredStatus(DesiredStatus.PENDING))).isEmpty();
    }

    @Test
    void filters_narrow_the_list() {
        assertThat(list(tasksOf().family("app"))).containsExactly(a);
        assertThat(list(tasksOf().family("app").desiredStatus("STOPPED"))).containsExactly(stopped);
        assertThat(list(tasksOf().containerInstance(instance(1)))).containsExactly(b);
        String shortId = instance(1).substring(instance(1).lastIndexOf('/') + 1);
        assertThat(list(tasksOf().containerInstance(shortId))).containsExactly(b);
        assertThat(list(tasksOf().startedBy("me"))).containsExactly(a);
        assertThat(list(tasksOf().launchType(LaunchType.EC2))).containsExactly(a, b);
        assertThat(list(tasksOf().launchType(LaunchType.FARGATE))).isEmpty();
        assertError(
                "ServiceNotFoundException",
                "Service not found.",
                () -> list(tasksOf().serviceName("web")));
    }

    @Test
    void started_by_must_be_the_only_filter() {
        for (ListTasksRequest.Builder request : List.of(
                tasksOf().family("app"),
                tasksOf().desiredStatus("RUNNING"),
                tasksOf().containerInstance(instance(0)),
                tasksOf().launchType("EC2"),
                tasksOf().serviceName("web"))) {
            assertError("InvalidParameterException", "only filter", () -> list(request.startedBy("me")));
        }
        assertError(
                "InvalidParameterException",
                "desiredStatus should be one of [RUNNING, PENDING, STOPPED]",
                () -> list(tasksOf().desiredStatus("GONE")));
    }

    @Test
    void a_list_of_many_comes_in_pages() {
        for (int i = 0; i < 21; i++) {
            client.runTask(r -> r.taskDefinition("app").startedBy("many").count(10));
            if (i % 4 == 0) {
                ecs.addInstance(dev.isthmus.testkit.ecs.cluster.InstanceSpec.of(1024, 128 * 40));
            }
        }
        List<String> arns = new ArrayList<>();
        client.listTasksPaginator(r -> r.startedBy("many")).forEach(page -> arns.addAll(page.taskArns()));
        assertThat(new HashSet<>(arns)).hasSameSizeAs(arns).hasSizeGreaterThan(100);
        assertThat(client.listTasks(r -> r.startedBy("many")).taskArns()).hasSize(100);
    }

    @Test
    void tasks_are_described_by_arn_and_short_id_and_missed_otherwise() {
        String shortId = b.substring(b.lastIndexOf('/') + 1);
        var answer = client.describeTasks(r -> r.tasks(a, shortId, "nope", a.replace("default", "other")));
        assertThat(answer.tasks()).extracting(task -> task.taskArn()).containsExactly(a, b);
        assertThat(reasons(answer.failures())).containsExactly("MISSING", "MISSING");
        assertThat(answer.failures().get(0).arn()).endsWith(":task/default/nope");
    }

    @Test
    void describe_takes_from_one_to_a_hundred() {
        assertError(
                "InvalidParameterException",
                "Tasks cannot be empty.",
                () -> client.describeTasks(r -> r.tasks(List.of())));
        assertError(
                "InvalidParameterException",
                "taskIds can have at most 100 items.",
                () -> client.describeTasks(r -> r.tasks(Collections.nCopies(101, "x"))));
        assertThat(client.describeTasks(r -> r.tasks(Collections.nCopies(100, a)))
                        .tasks())
                .hasSize(100);
    }

    @Test
    void what_is_not_there_cannot_be_stopped() {
        assertError(
                "InvalidParameterException",
                "The referenced task was not found.",
                () -> client.stopTask(r -> r.task("nope")));
        assertError(
                "ClusterNotFoundException",
                "Cluster not found.",
                () -> client.stopTask(r -> r.cluster("x").task(a)));
        assertError("InvalidParameterException", "'task' is required", () -> client.stopTask(r -> r.reason("x")));
    }

    @Test
    void no_command_is_executed_in_a_task() {
        assertError(
                "InvalidParameterException",
                "execute command was not enabled",
                () -> client.executeCommand(r -> r.task(a).command("sh").interactive(true)));
        assertError(
                "InvalidParameterException",
                "The referenced task was not found.",
                () -> client.executeCommand(r -> r.task("nope").command("sh").interactive(true)));
    }

    @Test
    void the_agent_of_exec_runs_with_its_container_unless_its_root_cannot_be_written() {
        for (boolean readOnly : List.of(false, true)) {
            client.registerTaskDefinition(EcsRequests.define(
                    "exec" + readOnly, EcsRequests.main("x").cpu(1).readonlyRootFilesystem(readOnly)));
            String arn = client.runTask(r -> r.taskDefinition("exec" + readOnly)
                            .enableExecuteCommand(true)
                            .overrides(o -> o.taskRoleArn("arn:aws:iam::123456789012:role/r")))
                    .tasks()
                    .get(0)
                    .taskArn();
            clock.advance(SOON);
            ManagedAgent agent =
                    describe(arn).containers().get(0).managedAgents().get(0);
            assertThat(agent.name()).isEqualTo(ManagedAgentName.EXECUTE_COMMAND_AGENT);
            assertThat(agent.lastStatus()).isEqualTo(readOnly ? "STOPPED" : "RUNNING");
            assertError(
                    readOnly ? "InvalidParameterException" : "UnsupportedFeatureException",
                    readOnly ? "agent isn" : "opens no sessions",
                    () -> client.executeCommand(r -> r.task(arn).command("sh").interactive(true)));
        }
        assertThat(describe(a).containers().get(0).managedAgents()).isEmpty();
    }

    @Test
    void only_tasks_of_services_can_be_protected() {
        var answer = client.updateTaskProtection(
                r -> r.cluster("default").tasks(a, "nope").protectionEnabled(true));
        assertThat(reasons(answer.failures())).containsExactly("TASK_NOT_VALID", "MISSING");
        assertThat(client.getTaskProtection(r -> r.cluster("default").tasks(a)).protectedTasks())
                .isEmpty();
    }

    @Test
    void what_is_not_implemented_says_so_by_name() {
        assertError(
                "UnsupportedFeatureException",
                "does not implement the operation CreateService",
                () -> client.createService(r -> r.serviceName("web")));
        assertThat(ecs.callCount("CreateService")).isEqualTo(1);
    }
}
