package dev.isthmus.testkit.ecs.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a container with the log driver awslogs prints is in its stream, over the wire. */
@Timeout(60)
class LogsOfContainersTest {
    @Test
    void a_stream_is_named_by_prefix_container_and_task() throws Exception {
        try (FakeEcs ecs = FakeEcs.start(FakeEcsConfig.twoSmallInstances())) {
            ecs.client()
                    .registerTaskDefinition(EcsRequests.define(
                            "app",
                            EcsRequests.main("echo hello; echo there; exit 3")
                                    .logConfiguration(l -> l.logDriver("awslogs")
                                            .options(Map.of(
                                                    "awslogs-group", "jobs",
                                                    "awslogs-region", "us-east-1",
                                                    "awslogs-stream-prefix", "mesos")))));
            String task = ecs.client()
                    .runTask(r -> r.taskDefinition("app"))
                    .tasks()
                    .get(0)
                    .taskArn();
            ecs.awaitStatus(task, "STOPPED", Duration.ofSeconds(30));
            String stream = "mesos/main/" + task.substring(task.lastIndexOf('/') + 1);

            assertThat(ecs.logs().read("jobs", stream).orElseThrow())
                    .extracting(LogLine::message)
                    .containsExactly("hello", "there");
            assertThat(ecs.logs().read("other", stream)).isEmpty();
            assertThat(ecs.logs().read("jobs", "mesos/other/x")).isEmpty();

            ecs.logs().send("jobs", stream, "late");
            String request = ("{'logGroupName':'jobs','limit':2,'logStreamName':'" + stream + "'}").replace('\'', '"');
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(ecs.endpoint())
                                    .header("X-Amz-Target", "Logs_20140328.GetLogEvents")
                                    .POST(HttpRequest.BodyPublishers.ofString(request))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-amz-json-1.1");
            assertThat(answer.body()).contains("\"there\"", "\"late\"").doesNotContain("hello");
        }
    }
}
