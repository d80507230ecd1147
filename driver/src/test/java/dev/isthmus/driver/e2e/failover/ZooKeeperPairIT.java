package dev.isthmus.driver.e2e.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.driver.e2e.Child;
import dev.isthmus.driver.e2e.Clusters;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.zookeeper.testing.Cable;
import dev.isthmus.zookeeper.testing.ZooKeeperServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A pair of drivers in processes of their own, whose journal is in a ZooKeeper in a third: whatever happens to whom, each task is started once. */
@Timeout(600)
@DisabledOnOs(OS.WINDOWS) // no SIGSTOP
@Execution(ExecutionMode.CONCURRENT) // Each waits for processes of its own.
class ZooKeeperPairIT {

    private static final List<String> CHANGING =
            List.of("RunTask", "StartTask", "StopTask", "RegisterTaskDefinition", "DeregisterTaskDefinition");

    @TempDir
    private Path directory;

    private ZooKeeperServer server;
    private Cable cable;
    private FakeEcs ecs;

    @BeforeEach
    void start() throws Exception {
        server = ZooKeeperServer.start(ZooKeeperServer.Release.OLD, directory.resolve("data"));
        cable = Cable.to(server);
        ecs = FakeEcs.start(FakeEcsConfig.twoSmallInstances().toBuilder()
                .stopTimeout(Duration.ofMillis(200))
                .build());
    }

    @AfterEach
    void stop() throws Exception {
        ecs.close();
        cable.close();
        server.close();
    }

    private Child child(String address, String role) throws Exception {
        Map<String, String> environment = new HashMap<>(Clusters.environment(ecs));
        environment.put("ISTHMUS_JOURNAL_ZK", address + "/isthmus");
        return Child.start(environment, LeaderProgram.class, role);
    }

    private long changes() {
        return CHANGING.stream().mapToLong(ecs::callCount).sum();
    }

    private static void works(Child leader) throws Exception {
        leader.line("registered after ");
        leader.line("task-4 is TASK_RUNNING");
    }

    /** The standby has them all, and none was started a second time. */
    private void hasAll(Child standby) throws Exception {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < LeaderProgram.KEPT; i++) {
            kept.add(LeaderProgram.task(i));
            standby.line("task-", " is TASK_RUNNING");
        }
        assertThat(running()).doesNotHaveDuplicates().containsAll(kept);
        assertThat(started()).as("each was started once").doesNotHaveDuplicates();
    }

    private List<String> running() {
        return ecs.tasks().stream()
                .filter(task -> task.lastStatus().equals("RUNNING"))
                .map(Clusters::taskId)
                .toList();
    }

    private List<String> started() {
        return ecs.tasks().stream().map(Clusters::taskId).toList();
    }

    @Test
    void a_leader_that_is_killed_is_replaced_at_once() throws Exception {
        try (Child leader = child(server.address(), "LEADER")) {
            works(leader);
            leader.signal("KILL");
            try (Child standby = child(server.address(), "STANDBY")) {
                standby.line("registered after ");
                hasAll(standby);
            }
        }
    }

    @Test
    void a_leader_that_is_frozen_does_no_harm_when_it_goes_on() throws Exception {
        try (Child leader = child(server.address(), "LEADER")) {
            works(leader);
            leader.signal("STOP");
            try (Child standby = child(server.address(), "STANDBY")) {
                standby.line("registered after ");
                long before = changes();
                leader.signal("CONT");
                failsOver(leader, before);
                hasAll(standby);
            }
        }
    }

    private void failsOver(Child leader, long before) throws Exception {
        String output = leader.output();
        assertThat(leader.exit()).as(output).isZero();
        assertThat(output.lines().filter(line -> !line.startsWith("[")))
                .as("nothing is told after that")
                .endsWith("error: Framework failed over", "ended as DRIVER_ABORTED");
        assertThat(changes()).as("calls that change the cluster; " + output).isEqualTo(before);
    }

    /** It reaches ECS and not ZooKeeper: nothing tells it that another has come, so it changes nothing. */
    @Test
    void a_leader_that_is_cut_off_from_zookeeper_changes_nothing() throws Exception {
        try (Child leader = child(cable.address(), "LEADER")) {
            works(leader);
            cable.cut();
            try (Child standby = child(server.address(), "STANDBY")) {
                standby.line("registered after ");
                long before = changes();
                standby.line("task-", " is TASK_RUNNING");
                assertThat(changes()).isEqualTo(before);
                cable.mend();
                failsOver(leader, before);
                assertThat(started()).as("each was started once").doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void a_leader_goes_on_when_zookeeper_comes_back() throws Exception {
        try (Child leader = child(server.address(), "LEADER")) {
            works(leader);
            server.restart();
            int begun = ecs.tasks().size();
            // Those killed first were started before; it goes on when one more is started, and then some more.
            for (int i = 0; i < 5 || ecs.tasks().size() <= begun; i++) {
                leader.line(" is TASK_KILLED");
            }
            assertThat(started()).as("each was started once").doesNotHaveDuplicates();
            leader.signal("KILL");
            try (Child standby = child(server.address(), "STANDBY")) {
                standby.line("registered after ");
                hasAll(standby);
            }
        }
    }

    /** Both hosts have the new setting one after the other, and the old one again. */
    @Test
    void a_pair_changes_from_files_to_zookeeper_and_back() throws Exception {
        try (Child files = Child.start(Clusters.environment(ecs), LeaderProgram.class, "LEADER")) {
            works(files);
            files.signal("KILL");
            files.exit();
            try (Child inZooKeeper = child(server.address(), "STANDBY")) {
                inZooKeeper.line("registered after ");
                hasAll(inZooKeeper);
                inZooKeeper.signal("KILL");
                inZooKeeper.exit();
                try (Child back = Child.start(Clusters.environment(ecs), LeaderProgram.class, "STANDBY")) {
                    back.line("registered after ");
                    hasAll(back);
                }
            }
        }
    }
}
