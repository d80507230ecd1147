package dev.isthmus.ecs.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.ecs.definition.DefinitionContent;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskLinksTest {

    private static final String ARN = "arn:aws:ecs:eu-west-1:123456789012:task/production/0a1b2c";

    private static DefinitionContent.Log log(String driver, Map<String, String> options) {
        return new DefinitionContent.Log(driver, new TreeMap<>(options));
    }

    @ParameterizedTest
    @CsvSource({
        "aws, eu-west-1, https://eu-west-1.console.aws.amazon.com",
        "aws-cn, cn-north-1, https://cn-north-1.console.amazonaws.cn",
        "aws-us-gov, us-gov-west-1, https://us-gov-west-1.console.amazonaws-us-gov.com"
    })
    void a_task_has_a_page_in_the_console_of_its_partition(String partition, String region, String console) {
        String arn = "arn:" + partition + ":ecs:" + region + ":123456789012:task/production/0a1b2c";
        assertThat(TaskLinks.ofTask(arn))
                .containsExactly(Map.entry(
                        "ECS console",
                        URI.create(
                                console + "/ecs/v2/clusters/production/tasks/0a1b2c/configuration?region=" + region)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"arn:aws:ecs:eu-west-1:123456789012:task/0a1b2c", "", "javascript:alert(1)"})
    void what_does_not_say_its_cluster_leads_nowhere(String arn) {
        assertThat(TaskLinks.ofTask(arn)).isEmpty();
        assertThat(TaskLinks.ofLog(
                        arn, "task", log("awslogs", Map.of("awslogs-group", "g", "awslogs-stream-prefix", "p"))))
                .isEmpty();
    }

    @Test
    void a_stream_has_the_name_that_ecs_gives_it() {
        DefinitionContent.Log log = log(
                "awslogs",
                Map.of("awslogs-group", "/mesos", "awslogs-region", "eu-north-1", "awslogs-stream-prefix", "web"));
        assertThat(TaskLinks.ofLog(ARN, "task", log))
                .containsExactly(Map.entry(
                        "Log stream",
                        URI.create("https://eu-north-1.console.aws.amazon.com/cloudwatch/home?region=eu-north-1"
                                + "#logsV2:log-groups/log-group/$252Fmesos/log-events/web$252Ftask$252F0a1b2c")));
    }

    @Test
    void without_a_prefix_nobody_knows_the_name_of_the_stream() {
        assertThat(TaskLinks.ofLog(ARN, "task", log("awslogs", Map.of("awslogs-group", "g"))))
                .isEmpty();
        assertThat(TaskLinks.ofLog(
                        ARN, "task", log("json-file", Map.of("awslogs-group", "g", "awslogs-stream-prefix", "p"))))
                .isEmpty();
    }
}
