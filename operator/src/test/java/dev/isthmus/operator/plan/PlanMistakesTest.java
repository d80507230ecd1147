package dev.isthmus.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.operator.AwsStub;
import dev.isthmus.operator.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users write into documents by mistake: {@code plan} says where it stands and what is wanted there. */
@Timeout(120)
@Isolated("What the driver logs is listened to, in the whole JVM")
class PlanMistakesTest {

    private static final Map<String, String> SHELL = Map.of("ISTHMUS_DEFAULT_IMAGE", "busybox:1");

    @TempDir
    private Path directory;

    private CommandRun plan(String json) throws IOException {
        return CommandRun.of(
                SHELL,
                "plan",
                Files.writeString(directory.resolve("it.json"), json).toString());
    }

    private void assertWrong(String json, String where) throws IOException {
        CommandRun run = plan(json);
        assertThat(run.err()).contains("it.json: " + where);
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void ports_of_an_app_are_whole_numbers() throws IOException {
        String wanted = "ports is not what it should be: want a list of whole numbers";
        assertWrong("{\"id\": \"a\", \"cmd\": \"x\", \"ports\": [\"8080\"]}", wanted);
        assertWrong("{\"id\": \"a\", \"cmd\": \"x\", \"ports\": [80, 80.5]}", wanted);
        assertThat(plan("{\"id\": \"a\", \"cmd\": \"x\", \"ports\": [80, 81]}").out())
                .contains("ports        31000,31001 of the offer");
    }

    @Test
    void uris_of_a_deploy_are_texts_or_objects_with_one() throws IOException {
        String deploy = "{\"requestId\": \"r\", \"command\": \"x\", \"uris\": ";
        assertWrong(
                deploy + "[\"http://h/a\", 1]}",
                "uris[1] is not what it should be: want a text, or an object with uri");
        assertWrong(deploy + "[{\"url\": \"http://h/a\"}]}", "uris[0] is not what it should be: ");
        assertThat(plan(deploy + "[\"http://h/a\", {\"uri\": \"http://h/b\"}]}").out())
                .contains("runs     r\n");
    }

    @Test
    void the_network_of_a_deploy_is_one_of_docker() throws IOException {
        String deploy =
                "{\"requestId\": \"r\", \"command\": \"x\", \"containerInfo\": {\"docker\": {\"image\": \"b\", ";
        assertWrong(
                deploy + "\"network\": \"anything\"}}}",
                "containerInfo.docker.network is not what it should be: want one of [HOST, BRIDGE, NONE, USER]");
        assertThat(plan(deploy + "\"network\": \"bridge\"}}}").out()).contains("network      bridge");
    }

    @ParameterizedTest
    @CsvSource({
        "cpus, 3000000",
        "mem, 2147483647",
        "disk, 3e9",
        "disk, 1e400",
        "gpus, 1e9",
        "cpus, -7",
        "mem, -5000",
    })
    void an_amount_that_no_agent_has_is_refused_beside_apps_that_are_not(String resource, String amount)
            throws IOException {
        CommandRun run = plan("{\"id\": \"/\", \"apps\": [{\"id\": \"much\", \"cmd\": \"x\", \"" + resource + "\": "
                + amount + "}, {\"id\": \"good\", \"cmd\": \"x\"}]}");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("refused  /much\n", "runs     /good\n");
    }

    @Test
    void an_amount_that_no_agent_has_is_refused_of_each_kind_of_document() throws IOException {
        assertThat(plan("{\"name\": \"j\", \"command\": \"x\", \"cpus\": 3000000}")
                        .out())
                .contains("refused  j\n");
        assertThat(plan("{\"requestId\": \"r\", \"command\": \"x\", \"resources\": {\"cpus\": 3000000}}")
                        .out())
                .contains("refused  r\n");
        assertThat(plan("{\"name\": \"t\", \"command\": {\"value\": \"x\"}, \"resources\": [{\"name\": \"cpus\","
                                + " \"type\": \"SCALAR\", \"scalar\": {\"value\": 3000000}}]}")
                        .out())
                .contains("refused  t\n");
    }

    @Test
    void an_amount_that_a_large_agent_has_is_planned() throws IOException {
        assertThat(
                        plan("{\"id\": \"a\", \"cmd\": \"x\", \"cpus\": 448, \"mem\": 24000000, \"disk\": 60000000, \"gpus\": 16}")
                                .out())
                .contains("runs     /a\n");
    }

    @ParameterizedTest
    @CsvSource({
        "http://user:geheim@ho st:80/v2/apps, http://ho st:80/v2/apps",
        "http://user:ge/heim@host, http://host",
        "http://user:ge@heim@host, http://host",
        "http://, http://",
        "http://host:70000, http://host:70000"
    })
    void what_is_no_address_is_told_without_the_password(String source, String shown) {
        CommandRun run = CommandRun.of(SHELL, "plan", source);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("error: " + shown + ": want http://host:port\n");
    }

    private CommandRun planned(byte[] bytes) throws IOException {
        return CommandRun.of(
                SHELL, "plan", Files.write(directory.resolve("it.json"), bytes).toString());
    }

    @Test
    void a_byte_order_mark_in_front_is_no_part_of_a_text() throws IOException {
        assertThat(plan("\ufeff{\"id\": \"/a\", \"cmd\": \"x\"}").out()).contains("runs     /a\n");
    }

    @Test
    void a_file_that_cannot_be_read_is_told_with_what_to_do() throws IOException {
        assertThat(planned(new byte[] {(byte) 0xff, '{'}).err())
                .contains("it.json is no text in UTF-8\n  likely: ", "  next:   iconv ");
        assertThat(CommandRun.of(SHELL, "plan", directory.toString()).err())
                .contains("error: " + directory + " is a directory\n  likely: ", "  next:   ");
        CommandRun unnameable = CommandRun.of(SHELL, "plan", "caf\0");
        assertThat(unnameable.exit()).isEqualTo(1);
        assertThat(unnameable.err())
                .contains("error: 'caf?' cannot be the name of a file", "  next:   LC_ALL=C.UTF-8 ");
        assertThat(CommandRun.of(SHELL, "plan", "ftp://h/x").err())
                .contains("error: there is no file ftp://h/x\n  likely: an address was meant", "  next:   ");
        assertThat(CommandRun.of(SHELL, "plan", "-").err()).contains("next:   /dev/stdin");
        assertThat(CommandRun.of(SHELL, "why", "t", "--log", directory.toString())
                        .err())
                .doesNotContain("Exception");
    }

    @Test
    void what_is_no_JSON_is_told_without_words_of_the_library() throws IOException {
        assertThat(plan("{\"id\": \"/a\", \"args\": [").err())
                .contains("it.json: it is no JSON: Unexpected end-of-input", "(line 1, column ", "  next:   ")
                .doesNotContain("REDACTED", "Stream");
        assertThat(plan("[".repeat(2000)).err()).contains("nesting depth").doesNotContain("Stream");
        assertThat(plan("{}").err()).contains("(it has nothing)");
        assertThat(plan("<html><body>Login").err()).contains("it is a page for people, and no JSON\n  likely: a login");
    }

    @Test
    void a_port_that_no_offer_has_lets_an_app_wait_and_the_setting_is_named() throws IOException {
        String app = "{\"id\": \"/a\", \"cmd\": \"x\", \"ports\": [80], \"requirePorts\": true}";
        CommandRun waits = plan(app);
        assertThat(waits.exit()).isEqualTo(1);
        assertThat(waits.out()).contains("no offer has port 80, and it waits for one that does", "ISTHMUS_PORTS");
        assertThat(CommandRun.of(
                                SHELL,
                                "plan",
                                "--set",
                                "ISTHMUS_PORTS=80",
                                directory.resolve("it.json").toString())
                        .out())
                .contains("ports        80 of the offer");
    }

    @Test
    void what_decides_on_which_offers_Marathon_launches_an_app_is_told() throws IOException {
        CommandRun run = plan("{\"id\": \"/a\", \"cmd\": \"x\", \"acceptedResourceRoles\": [\"slave_public\"],"
                + " \"constraints\": [[\"rack\", \"LIKE\", \"r.*\"], [\"hostname\", \"UNIQUE\"]]}");

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("left to it   constraints rack LIKE r.*; hostname UNIQUE: ")
                .contains("left to it   acceptedResourceRoles slave_public: it waits for what is reserved");
        assertThat(
                        plan("{\"id\": \"/a\", \"cmd\": \"x\", \"acceptedResourceRoles\": [\"*\", \"web\"], \"constraints\": []}")
                                .out())
                .doesNotContain("left to it");
    }

    @Test
    void a_pod_is_called_one_wherever_it_stands() throws IOException {
        String pod = "{\"id\": \"/p\", \"containers\": [{\"name\": \"c\"}]}";
        for (String document : new String[] {pod, "[" + pod + "]", "{\"id\": \"/\", \"pods\": [" + pod + "]}"}) {
            CommandRun run = plan(document);
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.out()).contains("refused  /p\n  because      a pod is not planned");
        }
    }

    @Test
    void a_Marathon_that_runs_is_asked_for_its_pods_too() {
        try (AwsStub marathon = new AwsStub()
                .answer("/v2/apps", 200, "{\"apps\": [{\"id\": \"/a\", \"cmd\": \"x\"}]}")
                .answer("/v2/pods", 200, "[{\"id\": \"/p\", \"containers\": []}]")) {
            assertThat(CommandRun.of(SHELL, "plan", marathon.endpoint()).out())
                    .contains("runs     /a\n", "refused  /p\n", "2 planned, 1 refused");
        }
        try (AwsStub old = new AwsStub().answer("/v2/apps", 200, "{\"apps\": [{\"id\": \"/a\", \"cmd\": \"x\"}]}")) {
            assertThat(CommandRun.of(SHELL, "plan", old.endpoint()).out()).contains("1 planned, 0 refused");
        }
    }

    @Test
    void an_address_that_answers_otherwise_is_told_with_the_likely_meaning() {
        try (AwsStub other = new AwsStub().answer("/v2/apps", 405, "no").answer("/x", 503, "no")) {
            assertThat(CommandRun.of(SHELL, "plan", other.endpoint()).err())
                    .contains("/v2/apps answers 405\n  likely: something else listens there\n  next:   curl -i ");
            assertThat(CommandRun.of(SHELL, "plan", other.endpoint() + "/x").err())
                    .contains("answers 503\n  likely: it has no leader just now");
        }
    }
}
