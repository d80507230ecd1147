package dev.isthmus.operator.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.operator.AwsStub;
import dev.isthmus.operator.CommandRun;
import dev.isthmus.operator.FakeFrameworkTasks;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.fault.FaultRule;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code agents}, {@code offers}, {@code tasks} and {@code frameworks}, of ECS and of a master. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT) // One waits for retries.
class ShowCommandsTest {

    private static final String STATE = """
            {"slaves": [{"id": "s1", "hostname": "h1", "active": true, "resources": {"cpus": 4.0, "mem": 100.0, "gpus": 0.0},
              "used_resources": {"cpus": 1.0}, "offered_resources": {}, "attributes": {"rack": "a"}}],
             "frameworks": [{"id": "f1", "name": "marathon", "connected": true, "used_resources": {"cpus": 1.0},
              "offers": [{"id": "o1", "slave_id": "s1", "resources": {"cpus": 3.0}}],
              "tasks": [{"id": "t1", "slave_id": "s1", "state": "TASK_RUNNING", "resources": {"cpus": 1.0}}],
              "completed_tasks": [{"id": "t0", "slave_id": "s1", "state": "TASK_FAILED", "resources": {}}]}]}""";

    private final ScriptedRuntime containers = ScriptedRuntime.running();

    private FakeEcs cluster() {
        InstanceSpec instance = InstanceSpec.of(2048, 4096).withAttribute("isthmus.hostname", "node.test");
        return FakeEcs.start(
                FakeEcsConfig.builder().runtime(containers).instance(instance).build());
    }

    @Test
    void agents_have_the_words_of_both() {
        try (FakeEcs ecs = cluster()) {
            CommandRun run = CommandRun.of(CommandRun.shell(ecs), "agents");

            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.out())
                    .containsPattern("AGENT +HOST +ECS +MESOS +TOTAL \\(ECS\\) +TOTAL \\(MESOS\\) +TASKS\n")
                    .containsPattern("node\\.test +ACTIVE +active +CPU:2048; MEMORY:4096.* cpus:2; .* 0\n");
            ecs.drain(ecs.instances().get(0).containerInstanceArn());
            assertThat(CommandRun.of(CommandRun.shell(ecs), "agents").out()).containsPattern("DRAINING +draining");
        }
    }

    @Test
    void offers_are_what_a_framework_would_be_offered_of_what_is_free() {
        try (FakeEcs ecs = cluster()) {
            FakeFrameworkTasks.start(ecs, "f", "t");

            assertThat(CommandRun.of(CommandRun.shell(ecs), "offers", "--json").out())
                    .contains("\"ecsFree\" : \"CPU:1536; MEMORY:3840;")
                    .contains("\"mesosOffered\" : \"cpus:1.5; disk:10240; mem:3840; ports:");
            assertThat(CommandRun.of(CommandRun.shell(ecs, "ISTHMUS_DISK", "7"), "offers")
                            .out())
                    .contains("cpus:1.5; disk:7; mem:3840");
        }
    }

    @Test
    void slots_on_Fargate_are_agents_and_what_a_driver_that_runs_offers_of_them() {
        try (FakeEcs ecs = cluster()) {
            Map<String, String> shell =
                    CommandRun.shell(ecs, "ISTHMUS_FARGATE", "slots=1;cpus=1;mem=2048", "ISTHMUS_SUBNETS", "subnet-1");
            assertThat(CommandRun.of(shell, "agents").out())
                    .containsPattern("fargate-0 +fargate-0 +FARGATE +active +CPU:1024; MEMORY:2048.* cpus:1; .* 0\n");
            assertThat(CommandRun.of(shell, "offers").out()).contains("cpus:1; disk:20480; mem:2048");
        }
    }

    @Test
    void tasks_have_both_states_and_those_that_ended_are_shown_when_asked_for() throws Exception {
        try (FakeEcs ecs = cluster()) {
            ecs.awaitStatus(FakeFrameworkTasks.start(ecs, "f", "t-1"), "RUNNING", Duration.ofSeconds(30));
            String failing = FakeFrameworkTasks.start(ecs, "f", "t-2");
            ecs.awaitStatus(failing, "RUNNING", Duration.ofSeconds(30));
            containers.exits(failing, 3);
            ecs.awaitStatus(failing, "STOPPED", Duration.ofSeconds(30));

            assertThat(CommandRun.of(CommandRun.shell(ecs), "tasks").out())
                    .containsPattern("t-1 +f +TASK_RUNNING +RUNNING +[0-9a-f]+ +cpus:0.5; mem:256 +[0-9a-f]{32}\n")
                    .doesNotContain("t-2");
            assertThat(CommandRun.of(CommandRun.shell(ecs), "tasks", "--all").out())
                    .containsPattern("t-2 +f +TASK_FAILED +STOPPED ");
        }
    }

    @Test
    void frameworks_are_those_of_the_tasks_with_what_they_hold() {
        try (FakeEcs ecs = cluster()) {
            FakeFrameworkTasks.start(ecs, "f", "t-1");
            FakeFrameworkTasks.start(ecs, "f", "t-2");
            FakeFrameworkTasks.start(ecs, "g", "t-1");

            assertThat(CommandRun.of(CommandRun.shell(ecs), "frameworks").out())
                    .containsPattern("f +isthmus/[0-9a-f]{28} +2 +0 +cpus:1; mem:512\n")
                    .containsPattern("g +isthmus/[0-9a-f]{28} +1 +0 +cpus:0.5; mem:256\n");
        }
    }

    @Test
    void a_master_is_asked_for_the_same_by_its_state() {
        try (AwsStub master = new AwsStub().answer("/state", 200, STATE)) {
            String[] asked = {"--master", master.endpoint()};
            assertThat(CommandRun.of(Map.of(), "agents", asked[0], asked[1]).out())
                    .containsPattern("s1 +h1 +active +cpus:4\\.0; mem:100\\.0 +cpus:1\\.0\n");
            assertThat(CommandRun.of(Map.of(), "offers", asked[0], asked[1]).out())
                    .containsPattern("o1 +f1 +s1 +cpus:3\\.0\n");
            assertThat(CommandRun.of(Map.of(), "tasks", asked[0], asked[1]).out())
                    .containsPattern("t1 +f1 +TASK_RUNNING +s1 +cpus:1\\.0\n")
                    .doesNotContain("t0");
            assertThat(CommandRun.of(Map.of(), "tasks", "--all", asked[0], asked[1])
                            .out())
                    .containsPattern("t0 +f1 +TASK_FAILED +s1\n");
            assertThat(CommandRun.of(Map.of(), "frameworks", asked[0], asked[1], "--json")
                            .out())
                    .contains("\"name\" : \"marathon\"", "\"connected\" : true", "\"tasks\" : 1", "\"offers\" : 1");
        }
    }

    @Test
    void watching_tells_it_again() {
        try (FakeEcs ecs = cluster()) {
            CommandRun run = CommandRun.of(CommandRun.shell(ecs), "tasks", "--watch", "1ms", "--rounds", "3");

            assertThat(run.out().lines().filter("no tasks"::equals)).hasSize(3);
            assertThat(CommandRun.of(CommandRun.shell(ecs), "tasks", "--watch", "soon")
                            .err())
                    .contains("--watch soon: want a length of time above 0");
        }
    }

    @Test
    void what_passes_is_asked_again_before_it_is_told() {
        try (FakeEcs ecs = cluster()) {
            ecs.injectNext("ListTasks", 1, Fault.throttling());
            CommandRun run = CommandRun.of(CommandRun.shell(ecs), "tasks");
            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.out()).isEqualTo("no tasks\n");
            assertThat(ecs.callCount("ListTasks")).isEqualTo(2);

            ecs.injectNext("ListTasks", 1, Fault.serverError());
            assertThat(CommandRun.of(CommandRun.shell(ecs), "tasks").exit()).isZero();

            ecs.injectNext("ListTasks", 100, Fault.throttling());
            assertThat(CommandRun.of(CommandRun.shell(ecs), "tasks").err()).contains("ListTasks is throttled by AWS");
            assertThat(ecs.callCount("ListTasks")).isEqualTo(9);
        }
    }

    @Test
    void watching_goes_on_after_a_round_that_fails_unless_it_is_the_first() {
        try (FakeEcs ecs = cluster()) {
            ecs.inject(FaultRule.of("ListTasks", Fault.accessDenied()).nth(2));
            CommandRun run = CommandRun.of(CommandRun.shell(ecs), "tasks", "--watch", "1ms", "--rounds", "3");
            assertThat(run.exit()).isZero();
            assertThat(run.out().lines().filter("no tasks"::equals)).hasSize(2);
            assertThat(run.err()).contains("error: not allowed to call ecs:ListTasks", "  next:   ./isthmus check");

            ecs.inject(FaultRule.of("ListTasks", Fault.accessDenied()).nth(2));
            CommandRun drawn = CommandRun.drawn(CommandRun.shell(ecs), "tasks", "--watch", "1ms", "--rounds", "2");
            assertThat(drawn.exit()).isEqualTo(3);
            assertThat(drawn.err()).isEmpty();
            assertThat(drawn.out())
                    .containsSubsequence("no tasks\n", "\u001b[1A", "error: not allowed to call ecs:ListTasks");

            ecs.inject(FaultRule.of("ListTasks", Fault.accessDenied()).from(Duration.ZERO));
            CommandRun first = CommandRun.of(CommandRun.shell(ecs), "tasks", "--watch", "1ms", "--rounds", "3");
            assertThat(first.exit()).isEqualTo(3);
            assertThat(first.out()).isEmpty();
            assertThat(first.err().lines().filter(line -> line.startsWith("error: ")))
                    .hasSize(1);
        }
    }

    @Test
    void who_does_not_answer_is_told_with_the_next_command() {
        try (FakeEcs ecs = cluster();
                AwsStub nobody = new AwsStub().answer("/state", 200, "[]")) {
            ecs.injectNext("ListTasks", 100, Fault.accessDenied());
            CommandRun denied = CommandRun.of(CommandRun.shell(ecs), "tasks");
            assertThat(denied.exit()).isEqualTo(3);
            assertThat(denied.err())
                    .contains("error: not allowed to call ecs:ListTasks")
                    .contains("  likely: these credentials may not do it", "  next:   ./isthmus check");

            ecs.injectNext("ListContainerInstances", 100, Fault.accessDenied());
            assertThat(CommandRun.of(CommandRun.shell(ecs), "agents").exit()).isEqualTo(3);

            CommandRun gone = CommandRun.of(Map.of(), "agents", "--master", "http://127.0.0.1:1");
            assertThat(gone.exit()).isEqualTo(3);
            assertThat(gone.err()).contains("error: no answer from http://127.0.0.1:1/state: ConnectException");
            assertThat(CommandRun.of(Map.of(), "agents", "--master", "localhost:5050"))
                    .satisfies(run -> {
                        assertThat(run.exit()).isEqualTo(2);
                        assertThat(run.err()).contains("--master localhost:5050: want http://host:port");
                    });
            assertThat(CommandRun.of(Map.of(), "agents", "--master", "user:geheim@ho st:5050")
                            .err())
                    .contains("--master ho st:5050: want http://host:port")
                    .doesNotContain("geheim");
            CommandRun other = CommandRun.of(Map.of(), "agents", "--master", nobody.endpoint());
            assertThat(other.err()).contains("is no state of a master");
        }
    }
}
