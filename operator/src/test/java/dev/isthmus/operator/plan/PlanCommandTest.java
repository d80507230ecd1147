package dev.isthmus.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.operator.AwsStub;
import dev.isthmus.operator.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code plan} of each kind of document, in a shell without a cluster or a region. */
@Timeout(120)
@Isolated("What the driver logs is listened to, in the whole JVM")
class PlanCommandTest {

    private static final Map<String, String> SHELL = Map.of("ISTHMUS_DEFAULT_IMAGE", "busybox:1");

    private static final String WEB = """
            {"id": "/web", "cmd": "serve", "cpus": 0.5, "mem": 256, "instances": 3,
             "container": {"type": "DOCKER", "docker": {"image": "nginx:1.25", "forcePullImage": true},
                           "portMappings": [{"containerPort": 80, "hostPort": 0}]},
             "networks": [{"mode": "container/bridge"}], "env": {"PASSWORD": "geheim"}}""";

    @TempDir
    private Path directory;

    private CommandRun plan(String json, String... more) throws IOException {
        return plan(SHELL, json, more);
    }

    private CommandRun plan(Map<String, String> shell, String json, String... more) throws IOException {
        String[] arguments = new String[more.length + 2];
        arguments[0] = "plan";
        arguments[1] = Files.writeString(directory.resolve("it.json"), json).toString();
        System.arraycopy(more, 0, arguments, 2, more.length);
        return CommandRun.of(shell, arguments);
    }

    @Test
    void an_app_is_shown_with_definition_overrides_ports_and_what_is_dropped() throws IOException {
        CommandRun run = plan(WEB);

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("runs     /web\n")
                .containsPattern(
                        "  definition   isthmus-nginx-[0-9a-f]+, to be registered, and once more for each other host"
                                + " port than 31000 ")
                .contains(
                        "  network      bridge\n",
                        "  container    main: nginx:1.25\n",
                        "  ports        31000 of the offer\n")
                .containsPattern("  overrides    name main, command \\[serve\\], \\d+ variables, cpu 512, memory 256\n")
                .contains("  dropped      force_pull_image is not honoured")
                .contains("1 planned, 0 refused; 1 kinds to register")
                .doesNotContain("geheim");
    }

    @Test
    void its_json_is_what_would_be_sent() throws IOException {
        assertThat(plan(WEB, "--json").out())
                .contains("\"runs\" : true", "\"registered\" : true", "\"registrations\" : 1")
                .contains("\"image\" : \"nginx:1.25\"", "\"containerPort\" : 80", "\"hostPort\" : 31000")
                .contains("\"name\" : \"PASSWORD\"", "\"value\" : \"geheim\"")
                .contains("\"dev.isthmus.definition\" :")
                .doesNotContain("ISTHMUS_TASK_ID", "taskDefinitionArn");
        assertThat(plan(WEB, "--definitions").out()).contains("\"containerPort\" : 80");
    }

    @Test
    void tags_of_the_task_are_shown() throws IOException {
        Map<String, String> shell = new TreeMap<>(SHELL);
        shell.put("ISTHMUS_TAGS", "env=prod");
        shell.put("ISTHMUS_TAG_LABELS", "team");
        String labelled = WEB.replaceFirst("\\{", "{\"labels\": {\"team\": \"data\"}, ");
        assertThat(plan(shell, labelled).out()).contains("  tags         env=prod, team=data\n");
        assertThat(plan(shell, labelled, "--json").out()).contains("\"key\" : \"team\"", "\"value\" : \"data\"");
        assertThat(plan(labelled).out()).doesNotContain("  tags ");
    }

    @Test
    void exec_is_shown_for_the_tasks_that_have_it() throws IOException {
        Map<String, String> shell = new TreeMap<>(SHELL);
        shell.put("ISTHMUS_ROLES", "web=arn:aws:iam::123456789012:role/web");
        shell.put("ISTHMUS_TASK_RULES", "marathon/web=exec:true task-role:web");
        assertThat(plan(shell, WEB).out())
                .contains("runs     /web\n", "  exec         commands may be executed in it\n");
        assertThat(plan(shell, WEB, "--json").out()).contains("\"enableExecuteCommand\" : true");
        CommandRun without = plan(shell, WEB, "--framework", "other", "--definitions");
        assertThat(without.out()).contains("runs     /web\n").doesNotContain("  exec ", "enableExecuteCommand");
    }

    @Test
    void settings_and_rules_hold_as_for_a_driver() throws IOException {
        Map<String, String> shell = new TreeMap<>(SHELL);
        shell.put("ISTHMUS_HOST_PORTS", "dynamic");
        assertThat(plan(shell, WEB).out()).contains(", to be registered\n", "ports        31000");
        shell.put("ISTHMUS_TASK_RULES", "marathon/web=log-driver:json-file");
        assertThat(plan(shell, WEB, "--definitions").out()).contains("\"logDriver\" : \"json-file\"");
        assertThat(plan(shell, WEB, "--definitions", "--framework", "other").out())
                .doesNotContain("json-file");
        assertThat(plan(shell, WEB, "--set", "ISTHMUS_INSTANCES=attribute:team == batch")
                        .out())
                .contains("runs     /web");
    }

    @Test
    void a_group_costs_a_registration_for_each_kind() throws IOException {
        CommandRun run = plan("""
                {"id": "/prod", "apps": [{"id": "a", "cmd": "x"}, {"id": "/prod/b", "cmd": "y", "mem": 64}],
                 "groups": [{"id": "etl", "apps": [{"id": "c", "cmd": "z"}]}], "pods": [{"id": "p"}]}""");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains("runs     /prod/a\n", "runs     /prod/b\n", "runs     /prod/etl/c\n")
                .contains("refused  /prod/p\n  because      a pod is not planned")
                .contains("4 planned, 1 refused; 1 kinds to register");
    }

    @Test
    void what_is_refused_is_told_in_the_words_of_the_product() throws IOException {
        assertThat(plan("{\"id\": \"s\", \"cmd\": \"x\", \"env\": {\"S\": {\"secret\": \"a\"}}}"))
                .satisfies(run -> {
                    assertThat(run.exit()).isEqualTo(1);
                    assertThat(run.out()).contains("refused  /s\n", "environment variable 'S' is a secret of Mesos");
                });
        assertThat(plan("{\"id\": \"u\", \"container\": {\"docker\": {\"image\": \"b\", \"network\": \"USER\"}}}")
                        .out())
                .contains("refused  /u\n", "network USER is not supported");
        assertThat(
                        plan("{\"id\": \"p\", \"cmd\": \"x\", \"requirePorts\": true, \"portDefinitions\": [{\"port\": 80}]}")
                                .out())
                .contains(
                        "refused  /p\n",
                        "no offer has port 80, and it waits for one that does: add it to ISTHMUS_PORTS");
        assertThat(plan("{\"id\": \"v\", \"cmd\": \"x\", \"container\": {\"type\": \"MESOS\", \"volumes\":"
                                + " [{\"containerPath\": \"d\", \"persistent\": {\"size\": 1}}]}}")
                        .out())
                .contains("refused  /v\n", "volume 'd' is persistent, and the app waits for ever");
        assertThat(plan(Map.of(), "{\"id\": \"i\", \"cmd\": \"x\"}").out())
                .contains("refused  /i\n", "set ISTHMUS_DEFAULT_IMAGE to an image with /bin/sh");
        assertThat(plan("{\"id\": \"x\", \"cmd\": \"x\", \"executor\": \"own\"}")
                        .out())
                .contains("refused  /x\n", "executor 'own' must be empty or //cmd");
    }

    @Test
    void a_definition_of_the_users_own_is_named_and_not_registered() throws IOException {
        CommandRun run = plan("{\"id\": \"e\", \"cmd\": \"etl:3\", \"labels\": {\"isthmus.container\": \"worker\"}}");

        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(run.out())
                .contains("  definition   etl, your own, which is not looked at\n", "  overrides    name worker, ")
                .contains("0 kinds to register");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "etl",
                "etl:900",
                "etl:1001",
                "etl:4000000000",
                "arn:aws:ecs:eu-west-1:123456789012:task-definition/etl:7"
            })
    void a_definition_of_the_users_own_is_planned_whatever_its_revision_and_account(String reference)
            throws IOException {
        CommandRun run = plan(
                "{\"id\": \"e\", \"cmd\": \"x\", \"labels\": {\"isthmus.task-definition\": \"" + reference + "\"}}");

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("  definition   etl, your own, which is not looked at\n", "0 kinds to register");
    }

    @Test
    void a_definition_of_the_users_own_is_taken_to_have_a_role_that_it_may_have() throws IOException {
        String named = "{\"id\": \"e\", \"cmd\": \"x\", \"labels\": {\"isthmus.task-definition\": \"etl:3\"}}";
        Map<String, String> shell = new TreeMap<>(SHELL);
        shell.put("ISTHMUS_TASK_DEFINITION_RULES", "marathon/e=etl:3");
        shell.put("ISTHMUS_TASK_RULES", "marathon/e=container:worker");
        assertThat(plan(shell, named).out())
                .contains("runs     /e\n", "  overrides    name worker, ")
                .doesNotContain("  exec ");

        shell.put("ISTHMUS_EXEC", "true");
        assertThat(plan(shell, named).out())
                .as("its label goes before the rule, and no role is allowed")
                .contains("refused  /e\n", "it needs a task role");
        assertThat(plan(shell, "{\"id\": \"e\", \"cmd\": \"x\"}").out())
                .as("an operator's rule may name one of any role")
                .contains("runs     /e\n", "  definition   etl, your own, ", "  exec         commands may be executed");
        shell.put("ISTHMUS_ROLES", "etl=arn:aws:iam::123456789012:role/etl");
        assertThat(plan(shell, named).out())
                .contains("runs     /e\n", "  definition   etl, your own, ", "  exec         commands may be executed");
    }

    @Test
    void a_job_of_chronos_is_planned() throws IOException {
        CommandRun run = plan("""
                {"name": "nightly", "command": "run.sh", "schedule": "R/2026-01-01T00:00:00Z/P1D", "cpus": 1, "mem": 512,
                 "container": {"type": "DOCKER", "image": "python:3.12", "network": "BRIDGE", "forcePullImage": true},
                 "environmentVariables": [{"name": "A", "value": "b"}]}""", "--json");

        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(run.out())
                .contains(
                        "\"name\" : \"nightly\"",
                        "\"image\" : \"python:3.12\"",
                        "\"cpu\" : 1024",
                        "\"CHRONOS_JOB_NAME\"");
    }

    @Test
    void a_deploy_of_singularity_is_planned_and_a_request_alone_is_not() throws IOException {
        CommandRun run = plan("""
                {"deploy": {"requestId": "api", "id": "1", "command": "serve", "resources": {"cpus": 1, "memoryMb": 128, "numPorts": 2},
                 "containerInfo": {"type": "DOCKER", "docker": {"image": "api:2", "network": "BRIDGE", "portMappings":
                 [{"containerPort": 8080, "hostPortType": "FROM_OFFER", "hostPort": 1}]}}}}""");
        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(run.out())
                .contains(
                        "runs     api\n",
                        "container    main: api:2",
                        "host port than 31001",
                        "ports        31000,31001");

        assertThat(plan("{\"id\": \"api\", \"requestType\": \"SERVICE\"}").out())
                .contains("refused  api\n", "a request alone does not say what runs");
    }

    @Test
    void a_task_info_is_planned_with_the_resources_it_names() throws IOException {
        CommandRun run = plan("""
                {"name": "t", "task_id": {"value": "t-1"}, "agent_id": {"value": "a"}, "command": {"value": "sleep 1"}, "resources": [
                 {"name": "cpus", "type": "SCALAR", "scalar": {"value": 2}}, {"name": "mem", "type": "SCALAR", "scalar": {"value": 64}}]}""");
        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(run.out()).contains("runs     t\n", "cpu 2048, memory 64");

        assertThat(plan("{\"name\": \"t\", \"task_id\": {\"value\": \"t\"}, \"resources\": [{\"name\": \"cpus\"}]}")
                        .out())
                .contains("refused  t\n", "it is no TaskInfo of Mesos's: ");
    }

    @Test
    void a_marathon_that_runs_is_asked_for_its_apps() {
        try (AwsStub marathon = new AwsStub().answer("/v2/apps", 200, "{\"apps\": [" + WEB + "]}");
                AwsStub chronos =
                        new AwsStub().answer("/v1/scheduler/jobs", 200, "[{\"name\": \"j\", \"command\": \"x\"}]");
                AwsStub neither = new AwsStub()) {
            assertThat(CommandRun.of(SHELL, "plan", marathon.endpoint()).out()).contains("runs     /web\n");
            assertThat(CommandRun.of(SHELL, "plan", chronos.endpoint()).out()).contains("runs     j\n");
            CommandRun run = CommandRun.of(SHELL, "plan", neither.endpoint());
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err())
                    .contains("error: " + neither.endpoint() + " answers, but has none of [/v2/apps")
                    .contains("  likely: it is neither Marathon nor Chronos", "  next:   ");
        }
        CommandRun run = CommandRun.of(SHELL, "plan", "http://user:geheim@127.0.0.1:1/v2/apps");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err())
                .contains("error: no answer from http://127.0.0.1:1/v2/apps: ConnectException")
                .doesNotContain("geheim");
    }

    @Test
    void a_password_in_an_address_is_in_no_message() {
        try (AwsStub fruit =
                        new AwsStub().answer("/v2/apps", 200, "{\"fruit\": 1}").answer("/broken", 200, "{\"id\": ");
                AwsStub neither = new AwsStub()) {
            String secret = fruit.endpoint().replace("//", "//user:geheim@");
            assertThat(CommandRun.of(SHELL, "plan", secret).err())
                    .contains("error: " + fruit.endpoint() + "/v2/apps: neither an app or group of Marathon")
                    .doesNotContain("geheim");
            assertThat(CommandRun.of(SHELL, "plan", secret + "/broken").err())
                    .contains("error: " + fruit.endpoint() + "/broken: it is no JSON: ")
                    .doesNotContain("geheim");
            assertThat(CommandRun.of(SHELL, "plan", neither.endpoint().replace("http://", "HTTP://user:geheim@"))
                            .err())
                    .contains("answers, but has none of [/v2/apps")
                    .doesNotContain("geheim");
        }
    }

    @Test
    void a_file_that_is_none_of_these_is_told_with_what_it_has() throws IOException {
        assertThat(plan("{\"fruit\": 1}").err())
                .contains("neither an app or group of Marathon", "(it has fruit)", "commands.md");
        assertThat(plan("{\"id\": \"a\", \"cmd\": ").err()).contains("it is no JSON: ", "(line 1, column ");
        assertThat(plan("{\"id\": \"a\", \"cmd\": {}}").err()).contains("cmd is not what it should be: want a text");
        assertThat(CommandRun.of(SHELL, "plan", "/nosuch").err()).contains("error: there is no file /nosuch");
        assertThat(CommandRun.of(SHELL, "plan").exit()).isEqualTo(2);
    }
}
