package dev.isthmus.driver.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.driver.logging.HeardLog;
import dev.isthmus.zookeeper.testing.ZooKeeperServer;
import dev.isthmus.zookeeper.testing.ZooKeeperServer.Release;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.TaskID;
import org.apache.mesos.SchedulerDriver;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A framework that is stopped runs on at its master if that does not hear of it: somebody must be told, and the driver, which is at its end, is not asked again. */
@Timeout(120)
class LostTeardownTest {

    private static final double RARELY = 3600;

    private final RecordedScheduler framework = new RecordedScheduler();
    private final HeardLog log = HeardLog.open();
    private ScriptedMaster master;
    private SchedulerDriver driver;

    @BeforeEach
    void begin() throws Exception {
        master = new ScriptedMaster();
    }

    @AfterEach
    void end() {
        log.close();
        driver.stop(true);
        master.close();
    }

    private void registered(String argument) throws Exception {
        driver = ThinDriver.driver(
                RecordedScheduler.face(),
                framework.scheduler(),
                FrameworkInfo.newBuilder().setName("torn").setUser("").build(),
                List.of(),
                argument,
                true);
        driver.start();
        master.subscribed(RARELY);
        framework.await("registered");
    }

    /** That of this test's own driver: those of tests before it may come late. */
    private String warned() throws InterruptedException {
        return log.await("has not been torn down by the master at http://" + master.address());
    }

    private void called(Call.Type type) throws InterruptedException {
        assertThat(master.call().getType()).isEqualTo(type);
    }

    @Test
    void one_that_the_master_does_not_take_is_warned_of() throws Exception {
        registered(master.address());
        master.answer(503);
        driver.stop();
        called(Call.Type.TEARDOWN);
        assertThat(warned()).contains("503");
    }

    @Test
    void one_that_is_not_answered_is_warned_of() throws Exception {
        registered(master.address());
        master.hold(true);
        driver.stop();
        called(Call.Type.TEARDOWN);
        master.close();
        assertThat(warned()).contains("is not answered");
    }

    @Test
    void one_that_waits_for_a_call_that_is_not_answered_is_warned_of() throws Exception {
        registered(master.address());
        master.hold(true);
        driver.killTask(TaskID.newBuilder().setValue("t").build());
        called(Call.Type.KILL);
        driver.stop();
        master.close();
        assertThat(warned()).contains("a call before it");
    }

    @Test
    void one_that_there_is_no_master_for_is_warned_of() throws Exception {
        registered(master.address());
        master.refuse(503, "");
        master.end();
        framework.await("disconnected");
        driver.stop();
        assertThat(log.await("it has no master now")).contains("has not been torn down");
    }

    @Test
    void an_end_that_is_interrupted_says_that_calls_are_open_and_closes_all(@TempDir Path folder) throws Exception {
        try (ZooKeeperServer server = ZooKeeperServer.start(Release.CURRENT, folder)) {
            lead(server);
            registered("zk://" + server.address() + "/mesos");
            master.hold(true);
            driver.stop();
            called(Call.Type.TEARDOWN);
            List<Thread> threads = threads("isthmus-driver-torn", "isthmus-leader-torn", "isthmus-stream-torn");
            assertThat(threads).hasSize(3);
            threads("isthmus-driver-torn").get(0).interrupt();
            log.await("has not answered all calls");
            for (Thread thread : threads) {
                thread.join(20_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    private void lead(ZooKeeperServer server) throws Exception {
        String[] address = master.address().split(":", 2);
        byte[] data = ("{\"address\":{\"ip\":\"" + address[0] + "\",\"port\":" + address[1] + "}}")
                .getBytes(StandardCharsets.UTF_8);
        ZooKeeper client = new ZooKeeper(server.address(), 20_000, event -> {}, new NoNetty());
        try {
            client.create("/mesos", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            client.create("/mesos/json.info_", data, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT_SEQUENTIAL);
        } finally {
            client.close();
        }
    }

    private static final class NoNetty extends ZKClientConfig {
        @Override
        protected void handleBackwardCompatibility() {}
    }

    private static List<Thread> threads(String... names) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> List.of(names).contains(thread.getName()))
                .toList();
    }
}
