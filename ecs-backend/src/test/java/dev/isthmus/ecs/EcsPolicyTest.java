package dev.isthmus.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.log.CapturedLog;
import dev.isthmus.ecs.rules.TagSettings;
import dev.isthmus.ecs.sdk.CredentialsChain;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** The documented policy allows what is called and nothing else, and who lacks an action of it is told which. */
@Timeout(60)
class EcsPolicyTest {

    private static final Path PAGES = Path.of("..", "docs", "reference");
    private static final String PAGE = "docs/reference/iam-policy.md";
    private static final int ALWAYS = 10_000;
    /** Whoever counts its lines is alone; the others may write at once. */
    private static final String LOG = "log";

    private static String page() throws IOException {
        return Files.readString(PAGES.resolve("iam-policy.md"));
    }

    private static List<JsonNode> statements() throws IOException {
        return JsonNode.parser()
                .parse(Files.readString(PAGES.resolve("iam-policy.json")))
                .field("Statement")
                .orElseThrow()
                .asArray();
    }

    private static List<String> actions(JsonNode statement) {
        JsonNode action = statement.field("Action").orElseThrow();
        return action.isArray()
                ? action.asArray().stream().map(JsonNode::asString).toList()
                : List.of(action.asString());
    }

    private static List<String> actions() throws IOException {
        return statements().stream()
                .flatMap(statement -> actions(statement).stream())
                .toList();
    }

    @Test
    void policy_allows_what_is_called_and_nothing_else() throws IOException {
        assertThat(actions())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Arrays.stream(EcsOperation.values()).map(EcsOperation::iamAction),
                                Stream.of(
                                        "ec2:DescribeInstances",
                                        "iam:PassRole",
                                        "ecs:TagResource",
                                        "ecs:ExecuteCommand",
                                        "ecs:ListClusters",
                                        "sqs:ReceiveMessage",
                                        "sqs:DeleteMessage",
                                        "logs:DescribeLogGroups",
                                        "logs:GetLogEvents"))
                        .toList());
    }

    @Test
    void page_shows_the_policy_and_says_why_each_action_is_needed() throws IOException {
        assertThat(page()).contains("```json\n" + Files.readString(PAGES.resolve("iam-policy.json")) + "```");
        for (String action : actions()) {
            assertThat(page()).as("the row of " + action).containsPattern("\n\\| `" + action + "` \\| [^|]{10,} \\|");
        }
    }

    @Test
    void roles_are_given_to_tasks_only_and_tasks_are_bound_to_the_cluster() throws IOException {
        for (JsonNode statement : statements()) {
            String condition =
                    statement.field("Condition").map(JsonNode::toString).orElse("");
            String resource = statement.field("Resource").orElseThrow().toString();
            List<String> actions = actions(statement);
            if (actions.contains("iam:PassRole")) {
                assertThat(condition).contains("iam:PassedToService", "ecs-tasks.amazonaws.com");
                assertThat(resource.replace("\"", "")).isNotEqualTo("*");
            } else if (actions.stream().anyMatch(action -> action.matches("ecs:.*(Tasks?|Instances)"))) {
                assertThat(condition + resource).contains("cluster/CLUSTER");
            }
        }
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ResourceLock(value = LOG, mode = ResourceAccessMode.READ)
    @EnumSource(
            value = EcsOperation.class,
            mode = EnumSource.Mode.EXCLUDE,
            // Of these EcsTidyingTest says the same, and of the last one what is below.
            names = {"LIST_TASK_DEFINITION_FAMILIES", "DEREGISTER_TASK_DEFINITION", "UPDATE_CONTAINER_INSTANCES_STATE"})
    void denied_action_is_named_with_the_page_of_the_policy(EcsOperation denied) throws Exception {
        ScriptedRuntime containers = ScriptedRuntime.running();
        String mode = denied == EcsOperation.START_TASK ? "start-task" : "run-task";
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs, Map.of(EcsSettings.LAUNCH, mode)).started()) {
            Fault fault = Fault.accessDenied();
            Launch launch = OpenBackend.shell(open.agent(0), "t1", "sleep 9");
            String told = switch (denied) {
                case LIST_CONTAINER_INSTANCES, DESCRIBE_CONTAINER_INSTANCES, LIST_TASKS -> {
                    open.launched(launch);
                    ecs.injectNext(denied.awsName(), ALWAYS, fault);
                    yield contactLost(open);
                }
                case DESCRIBE_TASKS -> {
                    // Before there is a task: one that has been seen to run is not described again for a while.
                    ecs.injectNext(denied.awsName(), ALWAYS, fault);
                    open.launched(launch);
                    yield contactLost(open);
                }
                case RUN_TASK, START_TASK, DESCRIBE_TASK_DEFINITION, REGISTER_TASK_DEFINITION -> {
                    ecs.injectNext(denied.awsName(), ALWAYS, fault);
                    yield ((LaunchOutcome.Refused) open.launch(launch)).message();
                }
                case STOP_TASK -> {
                    open.launched(launch);
                    open.await(launch.task().launch(), TaskPhase.Running.class);
                    ecs.injectNext(denied.awsName(), ALWAYS, fault);
                    StopOutcome outcome = open.backend
                            .launcher()
                            .stop(launch.task().framework(), launch.task().launch(), "enough")
                            .toCompletableFuture()
                            .get(OpenBackend.LONG, TimeUnit.SECONDS);
                    yield ((StopOutcome.Failed) outcome).failure().message();
                }
                case LIST_TASK_DEFINITION_FAMILIES, DEREGISTER_TASK_DEFINITION, UPDATE_CONTAINER_INSTANCES_STATE ->
                    throw new AssertionError(denied);
            };
            assertThat(told).contains(denied.iamAction(), PAGE);
        }
    }

    private static String contactLost(OpenBackend open) throws InterruptedException {
        return open.awaitInventory(InventoryEvent.ContactLost.class, event -> true)
                .failure()
                .message();
    }

    private static Fault notAuthorized(String action, String resource) {
        return Fault.refuse(
                "AccessDeniedException",
                400,
                "User: arn:aws:sts::123456789012:assumed-role/driver/i-1 is not authorized to perform: " + action
                        + " on resource: " + resource + " because no identity-based policy allows the " + action
                        + " action");
    }

    /** The names of those that allow it. */
    private static List<String> statementsWith(String action) throws IOException {
        return statements().stream()
                .filter(statement -> actions(statement).contains(action))
                .map(statement -> statement.field("Sid").orElseThrow().asString())
                .toList();
    }

    /** As AWS words it: https://github.com/aws/serverless-application-model/issues/2247. */
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ResourceLock(value = LOG, mode = ResourceAccessMode.READ)
    @EnumSource(
            value = EcsOperation.class,
            names = {"RUN_TASK", "REGISTER_TASK_DEFINITION"})
    void role_that_may_not_be_passed_is_named_with_the_statement_of_the_policy(EcsOperation denied) throws Exception {
        String role = "arn:aws:iam::123456789012:role/etl";
        ScriptedRuntime containers = ScriptedRuntime.running();
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(
                                ecs, Map.of(EcsSettings.ROLES, role, EcsSettings.TASK_RULES, "*/*=task-role:etl"))
                        .started()) {
            ecs.injectNext(denied.awsName(), ALWAYS, notAuthorized("iam:PassRole", role));
            LaunchOutcome outcome = open.launch(OpenBackend.shell(open.agent(0), "t1", "sleep 9"));
            assertThat(outcome).isInstanceOfSatisfying(LaunchOutcome.Refused.class, refused -> {
                assertThat(refused.refusal()).isEqualTo(LaunchOutcome.Refusal.DENIED);
                assertThat(refused.message())
                        .contains(denied.iamAction() + " with iam:PassRole")
                        .contains("iam:PassRole for role " + role + ",")
                        .contains("statement RolesOfTasks of the policy in " + PAGE);
            });
        }
        assertThat(statementsWith("iam:PassRole"))
                .as("the statement that the message names")
                .containsExactly(CredentialsChain.PASS_ROLE);
    }

    /** As AWS words it: https://github.com/aws/aws-cdk/issues/28854. */
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ResourceLock(value = LOG, mode = ResourceAccessMode.READ)
    @EnumSource(
            value = EcsOperation.class,
            names = {"RUN_TASK", "START_TASK"})
    void tags_that_may_not_be_given_are_named_with_the_statement_of_the_policy(EcsOperation denied) throws Exception {
        ScriptedRuntime containers = ScriptedRuntime.running();
        String mode = denied == EcsOperation.START_TASK ? "start-task" : "run-task";
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs, Map.of(EcsSettings.LAUNCH, mode, TagSettings.TAGS, "team=data"))
                        .started()) {
            ecs.injectNext(
                    denied.awsName(),
                    ALWAYS,
                    notAuthorized("ecs:TagResource", "arn:aws:ecs:us-east-1:123456789012:task/default/*"));
            LaunchOutcome outcome = open.launch(OpenBackend.shell(open.agent(0), "t1", "sleep 9"));
            assertThat(outcome).isInstanceOfSatisfying(LaunchOutcome.Refused.class, refused -> {
                assertThat(refused.refusal()).isEqualTo(LaunchOutcome.Refusal.DENIED);
                assertThat(refused.message())
                        .contains(denied.iamAction() + " with ecs:TagResource")
                        .contains("statement TagsOfTasks of the policy in " + PAGE)
                        .contains("or set no tags (ISTHMUS_TAGS");
            });
        }
        assertThat(statementsWith("ecs:TagResource"))
                .as("the statement that the message names")
                .containsExactly(CredentialsChain.TAG_TASKS);
    }

    /** Whoever takes a machine down is not told what ECS says of that; the log names the action. */
    @Test
    @ResourceLock(LOG)
    void denied_draining_is_logged() throws Exception {
        ScriptedRuntime containers = ScriptedRuntime.running();
        try (CapturedLog log = CapturedLog.open();
                FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs).started()) {
            ecs.injectNext("UpdateContainerInstancesState", ALWAYS, Fault.accessDenied());
            open.backend.offers().drain(open.agent(0));
            assertThat(log.await("WARN dev.isthmus"))
                    .contains("could not be set to DRAINING", "ecs:UpdateContainerInstancesState", PAGE);
            assertThat(log.warnings()).hasSize(1);
        }
    }

    /** Who kills a task may not wait for the outcome: the log names the action too. */
    @Test
    @ResourceLock(LOG)
    void denied_stop_is_logged_too() throws Exception {
        ScriptedRuntime containers = ScriptedRuntime.running();
        try (CapturedLog log = CapturedLog.open();
                FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs).started()) {
            Launch launch = OpenBackend.shell(open.agent(0), "t1", "sleep 9");
            open.launched(launch);
            ecs.injectNext("StopTask", ALWAYS, Fault.accessDenied());
            open.backend
                    .launcher()
                    .stop(launch.task().framework(), launch.task().launch(), "enough");
            assertThat(log.await("WARN dev.isthmus")).contains("ecs:StopTask", PAGE);
            assertThat(log.warnings()).hasSize(1);
        }
    }
}
