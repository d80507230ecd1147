package dev.isthmus.testkit.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.Task;

/** One task's whole life, over the wire, as a real process. */
@Isolated("it sets a proxy for the whole JVM")
class FakeEcsSmokeTest {
    @Test
    void a_task_runs_as_a_process_and_its_exit_code_comes_back() throws Exception {
        try (FakeEcs ecs = FakeEcs.start()) {
            EcsClient client = ecs.client();
            client.registerTaskDefinition(EcsRequests.define("greet", EcsRequests.main("echo hello $WHO; exit 3")));

            String arn = client.runTask(r -> r.taskDefinition("greet")
                            .overrides(EcsRequests.override(ContainerOverride.builder()
                                    .name("main")
                                    .environment(EcsRequests.variable("WHO", "world")))))
                    .tasks()
                    .get(0)
                    .taskArn();
            ecs.awaitStatus(arn, "STOPPED", Duration.ofSeconds(10));

            Task task = client.describeTasks(r -> r.tasks(arn)).tasks().get(0);
            assertThat(task.containers().get(0).exitCode()).isEqualTo(3);
            assertThat(task.stopCodeAsString()).isEqualTo("EssentialContainerExited");
            assertThat(ecs.output(arn, "main")).isEqualTo("hello world\n");
            assertThat(ecs.calls())
                    .extracting(RecordedCall::operation)
                    .containsExactly("RegisterTaskDefinition", "RunTask", "DescribeTasks");
        }
    }

    @Test
    @Timeout(30)
    void its_client_goes_through_no_proxy() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                FakeEcs ecs = FakeEcs.start()) {
            System.setProperty("http.proxyHost", "127.0.0.1");
            System.setProperty("http.proxyPort", Integer.toString(silent.getLocalPort()));
            assertThat(ecs.client().listClusters().clusterArns()).hasSize(1);
        } finally {
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
        }
    }
}
