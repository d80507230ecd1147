package dev.isthmus.operator.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.operator.CommandRun;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.RecordedCall;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.fault.FaultRule;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;

/** {@code check} over the fake cluster: each line, and what it says to do. */
@Timeout(120)
@Isolated("The SDK is kept from asking for a region, by a system property")
class CheckCommandTest {

    private static final int ALWAYS = 10_000;

    private static FakeEcs cluster(InstanceSpec... instances) {
        FakeEcsConfig.Builder config = FakeEcsConfig.builder().runtime(ScriptedRuntime.running());
        for (InstanceSpec instance : instances) {
            config.instance(instance.withAttribute("isthmus.hostname", "127.0.0.1"));
        }
        return FakeEcs.start(config.build());
    }

    @Test
    void a_sound_cluster_is_green_and_nothing_of_it_is_changed() {
        try (FakeEcs ecs = cluster(InstanceSpec.of(2048, 4096), InstanceSpec.of(2048, 4096))) {
            CommandRun run = CommandRun.of(CommandRun.shell(ecs), "check");

            assertThat(run.exit()).as(run.out()).isZero();
            assertThat(run.out().lines().filter(line -> line.startsWith("ok")))
                    .anyMatch(line -> line.contains("cluster: " + ecs.clusterName() + " is there"))
                    .anyMatch(line -> line.contains("action ecs:RunTask: allowed"))
                    .anyMatch(line -> line.contains("action ecs:RegisterTaskDefinition: allowed"))
                    .anyMatch(line -> line.contains("instances: 2 in cluster"))
                    .anyMatch(line -> line.contains("architectures: all are linux/x86_64"))
                    .anyMatch(line -> line.contains("host names: those of 2 agents resolve"))
                    .anyMatch(line -> line.contains("default image: public.ecr.aws/"));
            assertThat(run.out()).endsWith(" 0 wrong\n");
            assertThat(ecs.tasks()).isEmpty();
            assertThat(ecs.calls().stream()
                            .filter(call -> call.operation()
                                    .matches("RunTask|StartTask|StopTask|RegisterTaskDefinition|Deregister.*"))
                            .filter(call -> call.outcome().equals(RecordedCall.OK)))
                    .isEmpty();
        }
    }

    @Test
    void cluster_without_instances_is_sound_where_there_are_slots_on_Fargate() {
        try (FakeEcs ecs = cluster()) {
            assertThat(CommandRun.of(CommandRun.shell(ecs), "check").out()).contains("instances: there are none");
            Map<String, String> shell =
                    CommandRun.shell(ecs, "ISTHMUS_FARGATE", "slots=2", "ISTHMUS_SUBNETS", "subnet-1");
            assertThat(CommandRun.of(shell, "check").out())
                    .contains("slots on Fargate are offered (ISTHMUS_FARGATE)")
                    .endsWith(" 0 wrong\n");
        }
    }

    @Test
    void cluster_without_instances_is_sound_where_a_capacity_provider_may_add_some() {
        try (FakeEcs ecs = cluster()) {
            Map<String, String> shell = CommandRun.shell(ecs, "ISTHMUS_GROWTH", "provider=workers;cpus=2;mem=3700");
            assertThat(CommandRun.of(shell, "check").out())
                    .contains("capacity providers may add some (ISTHMUS_GROWTH)")
                    .endsWith(" 0 wrong\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"ISTHMUS_TAGS|team=data", "ISTHMUS_TAG_LABELS|team", "ISTHMUS_TASK_RULES|*/*=tag:team=data"})
    void tagging_is_asked_for_where_there_are_tags(String setting, String value) {
        try (FakeEcs ecs = cluster(InstanceSpec.of(2048, 4096))) {
            assertThat(CommandRun.of(CommandRun.shell(ecs), "check").out()).doesNotContain("ecs:TagResource");
            Map<String, String> shell = CommandRun.shell(ecs, setting, value);
            assertThat(CommandRun.of(shell, "check").out()).contains("action ecs:TagResource: allowed");

            ecs.inject(FaultRule.of("RunTask", Fault.accessDenied())
                    .matching("with tags", request -> request instanceof RunTaskRequest run && run.hasTags()));
            assertThat(CommandRun.of(shell, "check").out())
                    .contains("action ecs:RunTask: allowed")
                    .contains("with statement TagsOfTasks of docs/reference/iam-policy.md");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ListContainerInstances",
                "DescribeContainerInstances",
                "ListTasks",
                "DescribeTasks",
                "DescribeTaskDefinition",
                "RunTask",
                "StartTask",
                "StopTask",
                "RegisterTaskDefinition",
                "ListTaskDefinitionFamilies",
                "DeregisterTaskDefinition"
            })
    void a_denied_action_is_red_with_the_statement_that_grants_it(String denied) {
        try (FakeEcs ecs = cluster(InstanceSpec.of(2048, 4096))) {
            ecs.injectNext(denied, ALWAYS, Fault.accessDenied());

            CommandRun run = CommandRun.of(
                    CommandRun.shell(
                            ecs,
                            "ISTHMUS_KEEP_DEFINITIONS",
                            "5",
                            "ISTHMUS_LAUNCH",
                            denied.equals("StartTask") ? "start-task" : "run-task"),
                    "check");

            assertThat(run.exit()).as(run.out()).isEqualTo(1);
            assertThat(run.out())
                    .containsPattern("wrong    action ecs:" + denied + ": not allowed to call ecs:" + denied + " on ")
                    .containsPattern(
                            "-> \\{ \"Sid\" : \"\\w+\", \"Effect\" : \"Allow\", \"Action\" : \"ecs:" + denied + "\",");
            assertThat(run.out().lines().filter(line -> line.startsWith("wrong")))
                    .as(run.out())
                    .hasSize(1);
        }
    }

    /** A driver never calls it. */
    @Test
    void what_only_masters_call_is_yellow_where_it_is_denied() {
        try (FakeEcs ecs = cluster(InstanceSpec.of(2048, 4096))) {
            ecs.injectNext("UpdateContainerInstancesState", ALWAYS, Fault.accessDenied());

            CommandRun run = CommandRun.of(CommandRun.shell(ecs), "check");

            assertThat(run.exit()).as(run.out()).isZero();
            assertThat(run.out())
                    .contains("unknown  action ecs:UpdateContainerInstancesState: not allowed to call")
                    .contains("only a master needs it")
                    .contains("\"Action\" : \"ecs:UpdateContainerInstancesState\"");
        }
    }

    @Test
    void what_cannot_be_is_named_by_bare_ids_which_are_of_the_callers_account() {
        try (FakeEcs ecs = cluster()) {
            CommandRun run = CommandRun.of(
                    CommandRun.shell(ecs, "ISTHMUS_KEEP_DEFINITIONS", "5", "ISTHMUS_LAUNCH", "start-task"), "check");

            assertThat(run.out().lines().filter(line -> line.matches("ok +action ecs:.*: allowed")))
                    .as(run.out())
                    .hasSize(11);
            assertThat(ecs.calls().stream()
                            .filter(
                                    call -> call.operation()
                                            .matches(
                                                    "DescribeContainerInstances|DescribeTasks|StartTask|StopTask|UpdateContainerInstancesState"))
                            .map(call -> call.request().orElseThrow().toString()))
                    .hasSize(5)
                    .allSatisfy(request ->
                            assertThat(request).contains("0".repeat(32)).doesNotContain("arn:"));
        }
    }

    @Test
    void without_a_region_it_says_how_to_set_one() {
        Assumptions.assumeTrue(System.getenv("AWS_REGION") == null && System.getenv("AWS_PROFILE") == null);
        System.setProperty("aws.disableEc2Metadata", "true");
        try {
            CommandRun run = CommandRun.of(Map.of("ISTHMUS_JOURNAL", "none"), "check");

            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.out())
                    .contains("wrong    region: no AWS region is set")
                    .contains("-> export AWS_REGION=<region>", "./isthmus fake");
        } finally {
            System.clearProperty("aws.disableEc2Metadata");
        }
    }

    @Test
    void a_cluster_that_is_not_there_is_told_with_the_command_that_makes_it() {
        try (FakeEcs ecs = cluster()) {
            CommandRun run = CommandRun.of(CommandRun.shell(ecs), "check", "--cluster", "nosuch");

            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.out())
                    .contains("wrong    cluster: there is no cluster 'nosuch'")
                    .contains("-> make it: aws ecs create-cluster --region us-east-1 --cluster-name nosuch")
                    .doesNotContain("action ecs:");
        }
    }

    @Test
    void a_cluster_without_instances_is_red() {
        try (FakeEcs ecs = cluster()) {
            CommandRun run = CommandRun.of(CommandRun.shell(ecs), "check");

            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.out()).contains("wrong    instances: there are none", "ECS_CLUSTER=" + ecs.clusterName());
        }
    }

    @Test
    void old_agents_are_red_where_containers_fetch_and_yellow_elsewhere() {
        try (FakeEcs ecs = cluster(InstanceSpec.of(2048, 4096).withAgentVersion("1.60.0"))) {
            assertThat(CommandRun.of(CommandRun.shell(ecs), "check").out())
                    .contains("unknown  agent versions: 1 of 1 are older than 1.61.2");
            assertThat(CommandRun.of(CommandRun.shell(ecs, "ISTHMUS_FETCH_IMAGE", "public.ecr.aws/fetch:1"), "check")
                            .out())
                    .contains("wrong    agent versions: 1 of 1 are older than 1.61.2")
                    .contains("-> update them: aws ecs update-container-agent --container-instance ");
        }
    }

    @Test
    void mixed_architectures_and_names_that_lead_nowhere_are_yellow() {
        InstanceSpec x86 = InstanceSpec.of(2048, 4096);
        FakeEcsConfig config = FakeEcsConfig.builder()
                .runtime(ScriptedRuntime.running())
                .instance(x86.withAttribute("isthmus.hostname", "nosuch.invalid"))
                .instance(x86.withAttribute("ecs.cpu-architecture", "arm64"))
                .build();
        try (FakeEcs ecs = FakeEcs.start(config)) {
            assertThat(CommandRun.of(CommandRun.shell(ecs), "check").out())
                    .contains("unknown  architectures: there are [linux/arm64, linux/x86_64]")
                    .containsPattern("unknown  host names: [12] of 2 do not resolve from here, such as ");
        }
    }

    @Test
    void settings_that_are_wrong_or_misspelt_are_red() {
        Map<String, String> environment =
                Map.of("ISTHMUS_PORTS", "many", "ISTHMUS_PROTS", "1", "ISTHMUS_JOURNAL", "none");

        CommandRun run = CommandRun.of(environment, "check");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains("wrong    settings: ISTHMUS_PORTS='many' (set in the environment)")
                .contains("wrong    settings: ISTHMUS_PROTS is set, and nothing that is installed reads it")
                .contains("-> name it ISTHMUS_PORTS");
        assertThat(run.out()).as("what else goes by them").doesNotContain("default image", "journal: ");
    }

    @ParameterizedTest
    @CsvSource({
        "ISTHMUS_LOG_TAIL, true, ISTHMUS_LOG_TAIL is for logs in ISTHMUS_LOG_GROUP",
        "ISTHMUS_LOG_DRIVER, json-file, ISTHMUS_LOG_GROUP is for log driver awslogs"
    })
    void logs_that_do_not_go_together_are_red_as_they_end_the_start_of_a_driver(
            String name, String value, String expected) {
        Map<String, String> environment = new TreeMap<>(Map.of(name, value, "ISTHMUS_JOURNAL", "none"));
        if (name.equals("ISTHMUS_LOG_DRIVER")) {
            environment.put("ISTHMUS_LOG_GROUP", "mesos");
        }

        CommandRun run = CommandRun.of(environment, "check");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("wrong    settings: " + expected);
    }

    @Test
    void more_tags_than_a_task_can_have_are_red_as_they_end_the_start_of_a_driver() {
        String fifty = IntStream.range(0, 50).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(","));

        CommandRun run = CommandRun.of(
                Map.of("ISTHMUS_TAGS", fifty, "ISTHMUS_TASK_RULES", "*/*=tag:one=more", "ISTHMUS_JOURNAL", "none"),
                "check");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains("wrong    settings: ISTHMUS_TAGS, ISTHMUS_TAG_LABELS and the tags of a rule of "
                        + "ISTHMUS_TASK_RULES make up to 51 tags of a task, and ECS takes at most 50");
    }

    @Test
    void a_misspelt_name_keeps_nothing_else_from_being_looked_at() {
        CommandRun run = CommandRun.of(Map.of("ISTHMUS_PROTS", "1", "ISTHMUS_JOURNAL", "none"), "check");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains("wrong    settings: ISTHMUS_PROTS is set, and nothing that is installed reads it")
                .contains("default image: ", "journal: ");
    }

    @Test
    void credentials_that_ecs_does_not_accept_are_told_once_and_no_statement_is_advised() {
        try (FakeEcs ecs = cluster(InstanceSpec.of(2048, 4096))) {
            ecs.injectNext("ListContainerInstances", ALWAYS, Fault.expiredToken());

            CommandRun run = CommandRun.of(CommandRun.shell(ecs), "check");

            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.out())
                    .contains("wrong    cluster: AWS does not accept the credentials")
                    .doesNotContain("action ecs:", "Sid");
        }
    }

    @Test
    void a_clock_that_is_off_is_red() {
        try (FakeEcs ecs = cluster(InstanceSpec.of(2048, 4096))) {
            InstantSource late = () -> InstantSource.system().instant().minus(Duration.ofMinutes(6));

            CommandRun run = CommandRun.of(CommandRun.shell(ecs), late, "check");

            assertThat(run.out()).containsPattern("wrong    clock: 3[56]\\d s behind that of ECS: AWS refuses");
        }
    }

    @Test
    void an_image_of_docker_hub_is_yellow() {
        assertThat(ImagesCheck.isOfDockerHub("busybox")).isTrue();
        assertThat(ImagesCheck.isOfDockerHub("library/busybox:1")).isTrue();
        assertThat(ImagesCheck.isOfDockerHub("docker.io/library/busybox:1")).isTrue();
        assertThat(ImagesCheck.isOfDockerHub("registry:5000/busybox")).isFalse();
        assertThat(ImagesCheck.isOfDockerHub("public.ecr.aws/docker/library/busybox"))
                .isFalse();
        assertThat(CommandRun.of(Map.of("ISTHMUS_DEFAULT_IMAGE", "busybox", "ISTHMUS_PORTS", "80"), "check")
                        .out())
                .contains("unknown  default image: busybox is of Docker Hub, which each start asks");
    }

    @Test
    void as_json_it_has_the_same_lines_and_their_count() {
        try (FakeEcs ecs = cluster(InstanceSpec.of(2048, 4096))) {
            CommandRun run = CommandRun.of(CommandRun.shell(ecs), "check", "--json");

            assertThat(run.exit()).isZero();
            assertThat(run.out())
                    .contains("\"subject\" : \"action ecs:RunTask\"", "\"verdict\" : \"ok\"", "\"wrong\" : 0");
        }
    }
}
