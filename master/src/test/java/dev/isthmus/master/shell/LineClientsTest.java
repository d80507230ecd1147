package dev.isthmus.master.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.master.reading.FlatJson;
import dev.isthmus.master.reading.GoProtoJson;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What mesos-compose 1.2.0, m3s 0.6.0 and mesoshttp 0.4.2 send and how they read, over sockets, with tasks that run in memory. */
@Timeout(60)
class LineClientsTest {

    /** Go's, with the empty name and secret that mesos-compose and m3s always send. */
    private static final String GO = lines("""
            User-Agent: Go-http-client/1.1
            Connection: close
            Authorization: Basic Og==
            Content-Type: application/json
            Accept-Encoding: gzip
            """);

    private static final String PYTHON = lines("""
            User-Agent: python-requests/2.28.1
            Accept-Encoding: gzip, deflate
            Accept: application/json
            Connection: keep-alive
            Content-Type: application/json
            """);

    private static final String GO_SUBSCRIBE = """
            {
             "type": "SUBSCRIBE",
             "subscribe": {
              "framework_info": {
               "user": "root",
               "name": "mc",
               "failover_timeout": 5000,
               "checkpoint": true,
               "role": "mc",
               "principal": "",
               "webui_url": "http://localhost:10000",
               "capabilities": [
                {
                 "type": "GPU_RESOURCES"
                }
               ]
              }
             }
            }""";

    @Test
    void subscribed_is_seen_at_once_and_a_heartbeat_with_the_next() throws IOException {
        try (TestMaster master = new TestMaster(Optional.empty());
                LineClient client = new LineClient(master.address(), GO, GO_SUBSCRIBE)) {
            assertThat(client.await("SUBSCRIBED")).contains("\"framework_id\"");
            master.clock.advance(Duration.ofSeconds(15));
            client.await("HEARTBEAT");
            assertThat(client.seen()).hasSize(2);
        }
    }

    @Test
    void as_mesos_compose_and_m3s_do() throws IOException {
        try (MemoryMaster master = new MemoryMaster();
                LineClient client = new LineClient(master.address(), GO, GO_SUBSCRIBE)) {
            String id = new FlatJson(client.await("SUBSCRIBED")).text("subscribed/framework_id/value");
            client.call(call("RECONCILE", id, "\"reconcile\": {}"));
            client.call(call("SUPPRESS", id, ""));
            client.call(call("REVIVE", id, ""));
            FlatJson offers = new FlatJson(client.await("OFFERS"));
            String offer = offers.text("offers/offers/0/id/value");
            String agent = offers.text("offers/offers/0/agent_id/value");
            assertThat(offers.text("offers/offers/0/hostname")).isEqualTo("a1.example");

            client.call(call("ACCEPT", id, composeAccept(offer, agent)));
            // It declines what it has left, which is nothing, twice over.
            client.call(
                    call("DECLINE", id, "\"decline\": {\"offer_ids\": [], \"filters\": {\"refuse_seconds\": 120}}"));
            client.call(call("DECLINE", id, "\"decline\": {\"filters\": {\"refuse_seconds\": 120}}"));

            assertThat(acknowledged(client, id)).isEqualTo("TASK_STARTING");
            assertThat(acknowledged(client, id)).isEqualTo("TASK_RUNNING");
            FlatJson slaves = client.page("/slaves/" + agent);
            assertThat(slaves.size("slaves")).isEqualTo(1);
            assertThat(slaves.text("slaves/0/id")).isEqualTo(agent);
            assertThat(slaves.text("slaves/0/hostname")).isEqualTo("a1.example");
            assertThat(slaves.integer("slaves/0/port")).isEqualTo(5051);
            assertThat(slaves.isObject("slaves/0/attributes")).isTrue();
            assertThat(slaves.text("slaves/0/pid")).isEqualTo("slave(1)@10.0.0.7:5051");
            assertThat(slaves.number("slaves/0/registered_time")).isPositive();
            assertThat(slaves.number("slaves/0/resources/cpus")).isEqualTo(2);
            assertThat(slaves.number("slaves/0/resources/gpus")).isZero();
            assertThat(slaves.text("slaves/0/resources/ports")).startsWith("[");
            assertThat(slaves.truth("slaves/0/active")).isTrue();
            FlatJson tasks = client.page("/tasks/?task_id=mc_web.1&framework_id=" + id);
            assertThat(tasks.size("tasks")).isEqualTo(1);
            assertThat(tasks.text("tasks/0/slave_id")).isEqualTo(agent);
            // It takes the first network of the first status that is RUNNING, and does not look whether there is one.
            int running = 0;
            while (!tasks.text("tasks/0/statuses/" + running + "/state").equals("TASK_RUNNING")) {
                running++;
            }
            assertThat(tasks.text("tasks/0/statuses/" + running
                            + "/container_status/network_infos/0/ip_addresses/0/ip_address"))
                    .isEqualTo("10.0.0.7");

            client.call(call(
                    "KILL",
                    id,
                    "\"kill\": {\"task_id\": {\"value\": \"mc_web.1\"}, \"agent_id\": {\"value\": \"" + agent
                            + "\"}}"));
            assertThat(acknowledged(client, id)).isEqualTo("TASK_KILLED");
            for (String event : client.seen()) {
                GoProtoJson.check(event, Event.getDescriptor());
            }
        }
    }

    @Test
    void as_mesoshttp_does() throws IOException {
        String subscribe = "{\"type\": \"SUBSCRIBE\", \"subscribe\": {\"framework_info\": {\"user\": \"root\", "
                + "\"name\": \"MesosFramework\", \"failover_timeout\": 100, \"capabilities\": []}}}";
        try (MemoryMaster master = new MemoryMaster();
                LineClient client = new LineClient(master.address(), PYTHON, subscribe)) {
            FlatJson subscribed = new FlatJson(client.await("SUBSCRIBED"));
            String id = subscribed.text("subscribed/framework_id/value");
            assertThat(subscribed.text("subscribed/master_info/version")).isNotEmpty();
            FlatJson offers = new FlatJson(client.await("OFFERS"));
            String agent = offers.text("offers/offers/0/agent_id/value");
            // What it calls slave_id is no field of a task.
            client.call(call("ACCEPT", id, """
                    "accept": {"offer_ids": [{"value": "%s"}], "operations": [{"type": "LAUNCH", "launch": {"task_infos": [
                    {"name": "sample", "task_id": {"value": "s1"}, "agent_id": {"value": "%s"}, "slave_id": {"value": "%s"},
                    "resources": [{"name": "cpus", "type": "SCALAR", "scalar": {"value": 1}, "role": "*"},
                    {"name": "mem", "type": "SCALAR", "scalar": {"value": 100}, "role": "*"}],
                    "command": {"value": "sleep 30", "shell": "true"}}]}}]}
                    """.formatted(offers.text("offers/offers/0/id/value"), agent, agent)));
            assertThat(acknowledged(client, id)).isEqualTo("TASK_STARTING");
            assertThat(acknowledged(client, id)).isEqualTo("TASK_RUNNING");
            client.call(call("TEARDOWN", id, ""));
        }
    }

    private static String lines(String text) {
        return text.replace("\n", "\r\n");
    }

    /** The state of the next update, which is acknowledged. */
    private static String acknowledged(LineClient client, String id) throws IOException {
        FlatJson update = new FlatJson(client.await("UPDATE"));
        String uuid = update.text("update/status/uuid");
        assertThat(Base64.getDecoder().decode(uuid)).hasSize(16);
        client.call(call("ACKNOWLEDGE", id, """
                "acknowledge": {"agent_id": {"value": "%s"}, "task_id": {"value": "%s"}, "uuid": "%s"}
                """.formatted(
                update.text("update/status/agent_id/value"), update.text("update/status/task_id/value"), uuid)));
        return update.text("update/status/state");
    }

    private static String call(String type, String id, String body) {
        return "{\n \"framework_id\": {\n  \"value\": \"" + id + "\"\n },\n \"type\": \"" + type + "\""
                + (body.isEmpty() ? "" : ",\n " + body) + "\n}";
    }

    /** A container on the bridge, with disk and GPUs of none, as its settings leave them. */
    private static String composeAccept(String offer, String agent) {
        return """
                "accept": {"offer_ids": [{"value": "%s"}], "filters": {"refuse_seconds": 5}, "operations": [
                {"type": "LAUNCH", "launch": {"task_infos": [{"name": "mc:web", "task_id": {"value": "mc_web.1"},
                "agent_id": {"value": "%s"}, "resources": [
                {"name": "cpus", "type": "SCALAR", "scalar": {"value": 0.5}},
                {"name": "mem", "type": "SCALAR", "scalar": {"value": 100}},
                {"name": "disk", "type": "SCALAR", "scalar": {"value": 0}},
                {"name": "gpus", "type": "SCALAR", "scalar": {"value": 0}},
                {"name": "ports", "type": "RANGES", "ranges": {"range": [{"begin": "31000", "end": "31000"}]}}],
                "command": {"shell": false}, "container": {"type": "DOCKER", "docker": {"image": "nginx",
                "network": "BRIDGE", "port_mappings": [{"host_port": 31000, "container_port": 80, "protocol": "tcp"}],
                "privileged": false, "force_pull_image": true}}, "discovery": {"visibility": "EXTERNAL", "name": "web",
                "ports": {"ports": [{"number": 31000, "name": "web", "protocol": "tcp"}]}},
                "labels": {"labels": [{"key": "traefik.enable", "value": "true"}]}}]}}]}
                """.formatted(offer, agent);
    }
}
