package dev.isthmus.driver.e2e.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.driver.e2e.Child;
import dev.isthmus.driver.e2e.Clusters;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.runtime.Script;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import dev.isthmus.zookeeper.testing.ZooKeeperServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Marathon's heartbeat holds while the leader changes: it asks for tasks that it has made up, and dies when it is not answered. The pair is in processes
 * of their own, the journal in ZooKeeper, and all settings are the usual ones.
 */
@Timeout(600)
@DisabledOnOs(OS.WINDOWS) // no kill
class HeartbeatIT {

    /** More for a longer look; ZooKeeper fails in the second. */
    private static final int FAILOVERS = Integer.getInteger("isthmus.heartbeat.failovers", 2);

    private static final Pattern BEAT = Pattern.compile("(?m)^beat \\d+ after (\\d+) ms$");

    private final List<Child> children = new ArrayList<>();

    @TempDir
    private Path directory;

    private Path store;
    private FakeEcs ecs;
    private long longest;
    private ZooKeeperServer server;

    @BeforeEach
    void start() throws Exception {
        store = Files.createDirectories(directory.resolve("store"));
        server = ZooKeeperServer.start(ZooKeeperServer.Release.CURRENT, directory.resolve("data"));
        ecs = FakeEcs.start(FakeEcsConfig.twoSmallInstances().toBuilder()
                .runtime(ScriptedRuntime.following(task -> Script.exits(0, Duration.ofSeconds(1))))
                .build());
    }

    @AfterEach
    void stop() {
        children.forEach(Child::close);
        ecs.close();
        server.close();
    }

    @Test
    void marathons_heartbeat_is_answered_throughout_failovers() throws Exception {
        Child leader = standby();
        leader.say("lead");
        works(leader);
        long silence = 0;
        for (int i = 0; i < FAILOVERS; i++) {
            Child next = standby();
            if (i == 1) {
                // Nobody may change ECS then; who only asks is answered all the same.
                server.kill();
                leader.line("beat ");
                leader.line("beat ");
                server.restart();
            }
            leader.signal("KILL");
            long killed = System.nanoTime();
            next.say("lead");
            next.line("beat 1 after ");
            silence = Math.max(silence, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed));
            allAnswered(leader);
            works(next);
            leader = next;
        }
        leader.signal("KILL");
        allAnswered(leader);
        System.out.printf(
                "%d failovers: heartbeats answered after %d ms at most, %d ms at most from one leader's end to the next one's first%n",
                FAILOVERS, longest, silence);
        assertThat(silence).isLessThan(PairProgram.INTERVAL_MILLIS);
    }

    private Child standby() throws Exception {
        Map<String, String> environment = new HashMap<>(Clusters.environmentAtUsualPace(ecs));
        environment.put("ISTHMUS_JOURNAL_ZK", server.address() + "/isthmus");
        Child child = Child.start(environment, PairProgram.class, store.toString());
        children.add(child);
        child.line("ready");
        return child;
    }

    /** Tasks run and end, while it asks. */
    private static void works(Child leader) throws Exception {
        leader.line("task-", " is TASK_RUNNING");
        leader.line("task-", " is TASK_FINISHED");
        leader.line("beat ");
    }

    /** But for the last, which it may not have lived to hear. */
    private void allAnswered(Child leader) throws Exception {
        String output = leader.output();
        assertThat(output.lines())
                .as(output)
                .noneMatch(line -> line.startsWith("missed")
                        || line.startsWith("gave up")
                        || line.startsWith("beat out of order")
                        || line.startsWith("not an answer")
                        || line.startsWith("error"));
        List<Long> times = BEAT.matcher(output)
                .results()
                .map(beat -> Long.parseLong(beat.group(1)))
                .toList();
        assertThat(times).as(output).isNotEmpty().allMatch(millis -> millis < PairProgram.INTERVAL_MILLIS);
        longest = Math.max(longest, Collections.max(times));
    }
}
