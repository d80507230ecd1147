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
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each command says where little is set up, as the table of docs/reference/commands.md has it. */
class UnsetShellTest {

    private static final String NO_CLUSTER = "there is no cluster 'nosuch'";
    private static final String NO_REGION = "no AWS region is set";
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
                    CommandRun.of(
                            Map.of("ISTHMUS_JOURNAL", "none", "AWS_ECS_ENDPOINT", "http://127.0.0.1:1"),
                            words(command)),
                    NOBODY);
            answersNothing(
                    CommandRun.of(CommandRun.shell(ecs, "AWS_ECS_CLUSTER", "nosuch"), words(command)), NO_CLUSTER);
        } finally {
            System.clearProperty("aws.disableEc2Metadata");
        }
    }

    @Test
    void plan_asks_nobody() {
        CommandRun run =
                CommandRun.of(Map.of("ISTHMUS_JOURNAL", "none"), "plan", "../docs/reference/plan-example.json");
        assertThat(run.exit()).as("one of its apps is refused").isEqualTo(1);
        assertThat(run.out()).startsWith("runs     /prod/web");
    }

    @Test
    void the_page_says_so() throws IOException {
        String page = Files.readString(Path.of("../docs/reference/commands.md"));
        for (String said : List.of(NO_REGION, NOBODY.replace("http://127.0.0.1:1", "..."), NO_CLUSTER)) {
            assertThat(page).contains("`error: " + said + "`, 3");
        }
    }
}
