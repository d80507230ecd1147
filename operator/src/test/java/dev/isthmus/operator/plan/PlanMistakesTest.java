package dev.isthmus.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

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
}
