package dev.isthmus.driver.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.isthmus.driver.e2e.Child;
import dev.isthmus.driver.e2e.Clusters;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a user of the shaded jar sees in the log while the driver cannot work yet, or works with something else than was meant. */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT) // Each waits for a process of its own.
class BeginIT {

    @Test
    void an_endpoint_where_nothing_listens_is_named_and_tried_until_it_answers() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Map<String, String> environment = new HashMap<>(Map.of(
                "AWS_ECS_ENDPOINT", "http://127.0.0.1:" + port,
                "AWS_ACCESS_KEY_ID", "fake",
                "AWS_SECRET_ACCESS_KEY", "fake"));
        try (Child child = Child.start(environment, StartProgram.class, "ecs://default")) {
            assertThat(child.line("WARN", "not registered yet, still trying"))
                    .contains("http://127.0.0.1:" + port, "Connection refused", "AWS_ECS_ENDPOINT");

            FakeEcsConfig config =
                    FakeEcsConfig.twoSmallInstances().toBuilder().port(port).build();
            try (FakeEcs ecs = FakeEcs.start(config)) {
                child.line("registered");
                child.line("offered");
                assertThat(child.exit()).isZero();
                assertThat(child.output()).contains("ended as DRIVER_STOPPED").doesNotContain("error:");
                assertThat(ecs.callCount("ListTasks")).isPositive();
            }
        }
    }

    @Test
    void a_misspelt_name_is_warned_of_and_the_driver_goes_on() throws Exception {
        try (FakeEcs ecs = FakeEcs.start()) {
            Map<String, String> environment = new HashMap<>(Clusters.environment(ecs));
            environment.put("ISTHMUS_DEFAULT_IMGAE", "busybox");
            try (Child child = Child.start(environment, StartProgram.class, "ecs://default")) {
                assertThat(child.line("WARN", "ISTHMUS_DEFAULT_IMGAE"))
                        .contains("misspelling? [ISTHMUS_DEFAULT_IMGAE (did you mean ISTHMUS_DEFAULT_IMAGE?)]");
                child.line("offered");
                assertThat(child.exit()).isZero();
            }
        }
    }

    @Test
    void a_master_of_mesos_is_warned_of_once_with_the_cluster_that_is_used() throws Exception {
        try (FakeEcs ecs = FakeEcs.start()) {
            Map<String, String> environment = new HashMap<>(Clusters.environment(ecs));
            environment.put("AWS_ECS_CLUSTER", ecs.clusterName());
            try (Child child = Child.start(environment, StartProgram.class, "zk://me:secret@a:2181,b:2181/mesos")) {
                child.line("offered");
                assertThat(child.exit()).isZero();
                assertThat(child.output().lines().filter(line -> line.contains("is not used")))
                        .singleElement(STRING)
                        .contains(
                                " WARN ",
                                "'zk://***@a:2181,b:2181/mesos'",
                                "'" + ecs.clusterName() + "'",
                                "AWS_ECS_CLUSTER");
                assertThat(child.output()).doesNotContain("secret");
            }
        }
    }

    @Test
    void an_error_reaches_the_framework_and_its_log() throws Exception {
        try (FakeEcs ecs = FakeEcs.start();
                Child child = Child.start(Clusters.environment(ecs), StartProgram.class, "ecs://nowhere")) {
            assertThat(child.exit()).isZero();
            assertThat(child.output().lines())
                    .anyMatch(line -> line.startsWith("error: there is no cluster 'nowhere'"))
                    .anyMatch(line -> line.contains(" ERROR ") && line.contains("there is no cluster 'nowhere'"))
                    .contains("ended as DRIVER_ABORTED");
        }
    }
}
