package dev.isthmus.operator.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.operator.CommandRun;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each command says where little is set up, as the table of docs/reference/commands.md has it. */
@Isolated("it sets properties of the JVM")
class UnsetShellTest {

    private static final String NO_CLUSTER = "there is no cluster 'nosuch'";
    private static final String NO_REGION = "no AWS region is set";
    private static final String NO_CREDENTIALS = "no AWS credentials were found";
    private static final String NOBODY = "cannot reach ECS at http://127.0.0.1:1";

    private static String[] words(String command) {
        return command.split(" ");
    }

    private static void answersNothing(CommandRun run, String why) {
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("error: " + why).contains("\n  likely: ", "\n  next:   ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"agents", "offers", "tasks", "frameworks", "why web.1", "logs web.1", "exec web.1 -- sh", "reap"
            })
    void a_command_that_asks_ECS_says_what_is_wrong_and_what_comes_next(String command) {
        Assumptions.assumeTrue(System.getenv("AWS_REGION") == null && System.getenv("AWS_PROFILE") == null);
        System.setProperty("aws.disableEc2Metadata", "true");
        try (FakeEcs ecs = FakeEcs.start(FakeEcsConfig.builder().build())) {
            answersNothing(CommandRun.of(Map.of("ISTHMUS_JOURNAL", "none"), words(command)), NO_REGION);
            answersNothing(
                    CommandRun.of(CommandRun.shell(ecs, "AWS_ECS_CLUSTER", "nosuch"), words(command)), NO_CLUSTER);
        } finally {
            System.clearProperty("aws.disableEc2Metadata");
        }
    }

    /** Where the SDK finds none on this machine; nothing is sent. */
    @ParameterizedTest
    @ValueSource(
            strings = {"agents", "offers", "tasks", "frameworks", "why web.1", "logs web.1", "exec web.1 -- sh", "reap"
            })
    void without_credentials_too(String command) {
        Assumptions.assumeTrue(Stream.of(
                        "AWS_ACCESS_KEY_ID",
                        "AWS_PROFILE",
                        "AWS_WEB_IDENTITY_TOKEN_FILE",
                        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                        "AWS_CONTAINER_CREDENTIALS_FULL_URI")
                .allMatch(name -> System.getenv(name) == null));
        Assumptions.assumeTrue(System.getProperty("aws.accessKeyId") == null);
        Assumptions.assumeTrue(Files.notExists(Path.of(System.getProperty("user.home"), ".aws")));
        System.setProperty("aws.disableEc2Metadata", "true");
        try {
            answersNothing(
                    CommandRun.of(
                            Map.of(
                                    "ISTHMUS_JOURNAL",
                                    "none",
                                    "AWS_ECS_ENDPOINT",
                                    "https://ecs.eu-west-1.amazonaws.com"),
                            words(command)),
                    NO_CREDENTIALS
                            + " for cluster 'default' in region eu-west-1 at https://ecs.eu-west-1.amazonaws.com: set AWS_ACCESS_KEY_ID");
        } finally {
            System.clearProperty("aws.disableEc2Metadata");
        }
    }

    /** One for all: it tries again for some seconds. */
    @Test
    void who_cannot_be_reached_is_named() {
        answersNothing(
                CommandRun.of(Map.of("ISTHMUS_JOURNAL", "none", "AWS_ECS_ENDPOINT", "http://127.0.0.1:1"), "tasks"),
                NOBODY);
    }

    /** Nobody is asked: a driver with these settings would not start, and what it could be offered without them is not the answer. */
    @ParameterizedTest
    @ValueSource(strings = {"agents", "offers", "plan ../docs/reference/plan-example.json"})
    void a_setting_that_cannot_be_read_is_named_as_a_driver_does(String command) {
        CommandRun run = CommandRun.of(
                Map.of("AWS_ECS_ENDPOINT", "http://127.0.0.1:1", "ISTHMUS_PORTS", "31000 to 32000"), words(command));
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("error: ISTHMUS_PORTS='31000 to 32000' (set in the environment): ")
                .contains("\n  next:   ./isthmus check");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void the_page_says_so() throws IOException {
        String page = Files.readString(Path.of("../docs/reference/commands.md"));
        for (String said :
                List.of(NO_REGION, NO_CREDENTIALS, NOBODY.replace("http://127.0.0.1:1", "..."), NO_CLUSTER)) {
            assertThat(page).contains("`error: " + said + "`, 3");
        }
    }
}
