package dev.isthmus.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.zookeeper.testing.ZooKeeperServer;
import dev.isthmus.zookeeper.testing.ZooKeeperServer.Release;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The thin driver as users have it: the packaged driver in front of a framework's own Mesos, and the packaged master in a process of its own. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT) // Each waits for processes of its own.
class ThinDriverIT {

    @TempDir
    Path folder;

    private Map<String, String> environment(FakeEcs ecs) {
        Map<String, String> environment = new HashMap<>(FakeCluster.variables(ecs));
        environment.put("ISTHMUS_POLL_BUSY", "100ms");
        environment.put("ISTHMUS_POLL_IDLE", "500ms");
        environment.put("ISTHMUS_CONSISTENCY_WINDOW", "1s");
        return environment;
    }

    private FlavouredFramework framework(String flavour) throws Exception {
        return new FlavouredFramework(flavour, Files.createDirectory(folder.resolve(flavour)));
    }

    @Test
    void a_framework_of_each_flavour_runs_a_task_by_the_address_of_the_master() throws Exception {
        try (FakeEcs ecs = FakeCluster.start();
                PackagedMaster master = PackagedMaster.start(
                        environment(ecs),
                        "--work-dir",
                        folder.resolve("journal").toString())) {
            String address = master.address();
            Path file = Files.writeString(folder.resolve("master"), address + "\n");
            for (List<String> each : List.of(
                    List.of("mesos-0.21", address),
                    List.of("mesos-1.0-shaded", "http://" + address),
                    List.of("mesos-1.1", "file://" + file),
                    List.of("mesos-1.11", address))) {
                try (FlavouredFramework framework = framework(each.get(0))) {
                    framework.start(each.get(1), 0);
                    framework.await("registered");
                    framework.await("TASK_RUNNING");
                    framework.call("kill");
                    framework.await("TASK_KILLED");
                    assertThat(framework.call("stop")).isEqualTo("DRIVER_STOPPED");
                }
            }
        }
    }

    @Test
    void a_framework_finds_the_next_master_in_zookeeper_and_its_task_with_it() throws Exception {
        try (FakeEcs ecs = FakeCluster.start();
                ZooKeeperServer zookeeper =
                        ZooKeeperServer.start(Release.CURRENT, Files.createDirectory(folder.resolve("zookeeper")));
                FlavouredFramework framework = framework("mesos-1.11")) {
            String zk = "zk://" + zookeeper.address() + "/mesos";
            String gone;
            framework.start(zk, 3600);
            try (PackagedMaster first =
                    PackagedMaster.start(environment(ecs), "--zk", zk, "--zk-session-timeout", "4s")) {
                framework.await("registered");
                framework.await("TASK_RUNNING");
                gone = first.address();
                first.kill();
            }
            framework.await("disconnected");
            try (PackagedMaster second =
                    PackagedMaster.start(environment(ecs), "--zk", zk, "--zk-session-timeout", "4s")) {
                assertThat(second.address()).isNotEqualTo(gone);
                framework.await("reregistered");
                framework.call("reconcile");
                framework.await("TASK_RUNNING");
                framework.call("kill");
                framework.await("TASK_KILLED");
                assertThat(framework.call("stop")).isEqualTo("DRIVER_STOPPED");
            }
        }
    }
}
