package dev.isthmus.operator.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.operator.AwsStub;
import dev.isthmus.operator.CommandRun;
import dev.isthmus.operator.FakeFrameworkTasks;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;

/** What the command line takes and writes in shells of all kinds: pipes that close, locales, terminals, names that somebody chose to do harm. */
@Timeout(60)
class ShownToTerminalsTest {

    private static final String STATE = """
            {"slaves": [], "frameworks": [{"id": "f1", "tasks": [
              {"id": "red\\u001b[31m", "slave_id": "s", "state": "TASK_ERROR", "resources": {}},
              {"id": "two\\nlines\\tand a tab", "slave_id": "s", "state": "TASK_ERROR", "resources": {}},
              {"id": "turned\\u202eround", "slave_id": "s", "state": "TASK_ERROR", "resources": {}},
              {"id": "caf\\u00e9 \\ud83d\\ude00", "slave_id": "s", "state": "TASK_RUNNING", "resources": {}}]}]}""";

    private static FakeEcs cluster(InstanceSpec... instances) {
        FakeEcsConfig.Builder config = FakeEcsConfig.builder().runtime(ScriptedRuntime.running());
        for (InstanceSpec instance : instances) {
            config.instance(instance);
        }
        return FakeEcs.start(config.build());
    }

    @Test
    void a_watch_ends_when_nobody_reads_it_any_more() {
        try (AwsStub master = new AwsStub().answer("/state", 200, STATE)) {
            assertThat(CommandRun.unread(Map.of(), "tasks", "--watch=10ms", "--master", master.endpoint()))
                    .isZero();
        }
    }

    @Test
    void names_of_tasks_neither_break_lines_nor_paint_nor_turn_them_round() {
        try (AwsStub master = new AwsStub().answer("/state", 200, STATE)) {
            CommandRun run = CommandRun.of(Map.of(), "tasks", "--master", master.endpoint());

            assertThat(run.out())
                    .contains("red?[31m ", "two\\nlines\\tand a tab ", "turned?round ", "caf\u00e9 ")
                    .doesNotContain("\u001b", "\u202e");
            assertThat(run.out().lines()).hasSize(5);
        }
    }

    @Test
    void json_has_letters_beyond_ASCII_in_a_form_that_every_locale_can_write() {
        try (AwsStub master = new AwsStub().answer("/state", 200, STATE)) {
            String json = CommandRun.of(Map.of(), "tasks", "--json", "--master", master.endpoint())
                    .out();

            assertThat(json).matches("\\p{ASCII}*").contains("\"caf\\u00E9 \\uD83D\\uDE00\"");
        }
    }

    @Test
    void settings_are_given_as_often_as_there_are_some() {
        try (FakeEcs ecs = cluster()) {
            CommandRun run = CommandRun.of(
                    CommandRun.shell(ecs),
                    "agents",
                    "--set",
                    "ISTHMUS_FARGATE=slots=1;cpus=1;mem=2048",
                    "--set=ISTHMUS_SUBNETS=subnet-1",
                    "--set",
                    "ISTHMUS_PORTS=1000");

            assertThat(run.err()).isEmpty();
            assertThat(run.out()).contains("fargate-0");
            CommandRun wrong = CommandRun.of(
                    CommandRun.shell(ecs), "agents", "--set", "ISTHMUS_PORTS=1000", "--set", "ISTHMUS_PROTS=1");
            assertThat(wrong.exit()).isEqualTo(2);
            assertThat(wrong.err()).contains("there is no such setting; did you mean ISTHMUS_PORTS?");
        }
    }

    @Test
    void rounds_are_some_and_of_a_watch() {
        for (String number : new String[] {"0", "-1"}) {
            CommandRun run = CommandRun.of(Map.of(), "agents", "--watch", "--rounds", number);
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).contains("--rounds " + number + ": want a whole number from 1 on");
        }
        CommandRun alone = CommandRun.of(Map.of(), "agents", "--rounds", "3");
        assertThat(alone.exit()).isEqualTo(2);
        assertThat(alone.err()).contains("--rounds is for --watch");
    }

    @Test
    void a_wrong_command_line_is_told_first_briefly_and_with_the_next_command() {
        CommandRun run = CommandRun.of(Map.of(), "agents", "--nosuch");

        assertThat(run.err())
                .startsWith("error: ")
                .contains("'--nosuch'", "Usage: isthmus agents [")
                .endsWith("  next:   isthmus agents --help\n");
        assertThat(run.err().lines().count()).isLessThan(6);
    }

    @Test
    void a_terminal_cuts_lines_that_are_wider_than_it_and_does_so_no_longer_than_that() {
        try (AwsStub master = new AwsStub().answer("/state", 200, STATE)) {
            CommandRun run =
                    CommandRun.drawn(Map.of(), "tasks", "--watch=10ms", "--rounds", "2", "--master", master.endpoint());

            assertThat(run.out()).startsWith("\u001b[?7l").endsWith("\u001b[?7h");
        }
    }

    @Test
    void no_colours_are_written_where_they_are_not_wanted() {
        assertThat(CommandRun.drawn(Map.of(), "check").out()).contains("\u001b[31mwrong");
        assertThat(CommandRun.drawn(Map.of("NO_COLOR", ""), "check").out()).contains("\u001b[31mwrong");
        assertThat(CommandRun.drawn(Map.of("NO_COLOR", "1"), "check").out())
                .doesNotContain("\u001b")
                .contains("wrong ");
    }

    @Test
    void instances_that_are_no_agents_are_told_of() {
        InstanceSpec linux = InstanceSpec.of(2048, 4096);
        try (FakeEcs ecs = cluster(linux, linux.withAttribute("ecs.os-type", "windows"))) {
            assertThat(CommandRun.of(CommandRun.shell(ecs), "agents").out())
                    .contains("1 instance is no agent: ", "Windows", "ISTHMUS_INSTANCES");
            assertThat(CommandRun.of(CommandRun.shell(ecs), "check").out())
                    .containsPattern("unknown +instances: 2 in cluster default, 1 of them take tasks.*run Windows");
        }
    }

    @Test
    void a_cluster_without_instances_is_told_of_those_that_Fargate_has() {
        try (FakeEcs ecs = cluster()) {
            assertThat(CommandRun.of(CommandRun.shell(ecs), "check").out())
                    .containsPattern("wrong +instances: there are none(.*\n)+.*ISTHMUS_FARGATE");
        }
    }

    @Test
    void a_task_of_somebody_else_is_not_one_that_ECS_does_not_know() {
        try (FakeEcs ecs = cluster(InstanceSpec.of(2048, 4096))) {
            FakeFrameworkTasks.start(ecs, "f", "t-1");
            CommandRun other = CommandRun.of(CommandRun.shell(ecs), "why", "t-1", "--framework", "g");
            assertThat(other.exit()).isEqualTo(1);
            assertThat(other.out()).contains("task 't-1' is of framework f, and not of 'g'");

            ContainerDefinition container = ContainerDefinition.builder()
                    .name("main")
                    .image("b")
                    .memory(64)
                    .build();
            ecs.client()
                    .registerTaskDefinition(
                            definition -> definition.family("nap").containerDefinitions(List.of(container)));
            String foreign = ecs.client()
                    .runTask(run -> run.taskDefinition("nap"))
                    .tasks()
                    .get(0)
                    .taskArn();
            assertThat(CommandRun.of(CommandRun.shell(ecs), "why", foreign).out())
                    .contains("is of no framework of Isthmus");
            assertThat(CommandRun.of(CommandRun.shell(ecs), "logs", foreign).err())
                    .contains("error: task '", "is of no framework of Isthmus");
        }
    }
}
