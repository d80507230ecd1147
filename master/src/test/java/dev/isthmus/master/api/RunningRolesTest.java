package dev.isthmus.master.api;

import static dev.isthmus.master.api.CurlRequests.call;
import static dev.isthmus.master.api.CurlRequests.send;
import static dev.isthmus.master.shell.SchedulerSteps.acknowledged;
import static dev.isthmus.master.shell.SchedulerSteps.await;
import static dev.isthmus.master.shell.SchedulerSteps.offer;
import static dev.isthmus.master.shell.SchedulerSteps.takeAll;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.master.http.Credentials;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.reading.FlatJson;
import dev.isthmus.master.server.RawConnection;
import dev.isthmus.master.shell.HttpScheduler;
import dev.isthmus.master.shell.MemoryMaster;
import dev.isthmus.master.shell.TestMaster;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.v1.Protos.Offer;
import dev.isthmus.mesos.messages.v1.Protos.TaskState;
import dev.isthmus.mesos.messages.v1.master.Protos.Call;
import dev.isthmus.mesos.messages.v1.master.Protos.Response;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Weights and quotas of a master that runs, set as with curl, over sockets, with two frameworks and tasks that run in memory. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT) // Most of the time each waits for events.
class RunningRolesTest {

    private static FrameworkInfo inRole(String role) {
        return HttpScheduler.info()
                .setFailoverTimeout(600)
                .addRoles(role)
                .addCapabilities(
                        FrameworkInfo.Capability.newBuilder().setType(FrameworkInfo.Capability.Type.MULTI_ROLE))
                .build();
    }

    private static double cpus(Offer offer) {
        return offer.getResourcesList().stream()
                .filter(resource -> resource.getName().equals("cpus"))
                .mapToDouble(resource -> resource.getScalar().getValue())
                .sum();
    }

    @Test
    void fact_60_61_weights_that_are_put_are_shown_rescind_and_hold_on_the_next_master() throws IOException {
        try (MemoryMaster master = new MemoryMaster();
                HttpScheduler scheduler = master.scheduler(MediaType.JSON)) {
            scheduler.begin(inRole("a"));
            Offer held = offer(scheduler);
            assertThat(send(master, "GET /weights", "")).isEqualTo("200 []");
            assertThat(send(master, "PUT /weights", "[{'role': 'a', 'weight': 2.5}]"))
                    .isEqualTo("200 ");
            assertThat(scheduler.await(Event.Type.RESCIND).getRescind().getOfferId())
                    .isEqualTo(held.getId());
            assertThat(send(master, "PUT /weights", "[{'role': 'a', 'weight': 0}]"))
                    .isEqualTo(
                            "400 Failed to validate update weights request JSON for role 'a': Invalid weight '0': Weights must be positive");
            master.restart();
            assertThat(send(master, "GET /master/weights", "")).isEqualTo("200 [{\"role\":\"a\",\"weight\":2.5}]");
        }
    }

    @Test
    void fact_63_64_a_limit_cuts_offers_and_a_guarantee_keeps_its_room_with_two_frameworks() throws IOException {
        try (MemoryMaster master = new MemoryMaster(Settings.none(), new TreeMap<>());
                HttpScheduler limited = master.scheduler(MediaType.JSON);
                HttpScheduler other = master.scheduler(MediaType.PROTOBUF)) {
            master.putAgent("a1", "10.0.0.1");
            master.putAgent("a2", "10.0.0.2");
            assertThat(call(
                            master,
                            "{'type': 'UPDATE_QUOTA', 'update_quota': {'force': true, 'quota_configs': ["
                                    + "{'role': 'limited', 'limits': {'cpus': {'value': 0.5}}},"
                                    + "{'role': 'later', 'guarantees': {'cpus': {'value': 2}}}]}}"))
                    .isEqualTo("200 ");
            limited.begin(inRole("limited"));
            // What it can have of 4 CPUs of which 2 are kept for a role that nobody has.
            Offer cut = offer(limited);
            assertThat(cpus(cut)).isEqualTo(0.5);
            takeAll(limited, cut, "t");
            acknowledged(limited, TaskState.TASK_STARTING);
            acknowledged(limited, TaskState.TASK_RUNNING);
            other.begin(inRole("other"));
            assertThat(cpus(offer(other))).isEqualTo(1.5);
            FlatJson roles = new FlatJson(send(master, "GET /roles", "").substring(4));
            assertThat(roles.text("roles/1/name")).isEqualTo("limited");
            assertThat(roles.number("roles/1/quota/consumed/cpus")).isEqualTo(0.5);
            assertThat(roles.number("roles/1/quota/limit/cpus")).isEqualTo(0.5);
            assertThat(roles.number("roles/0/quota/guarantee/cpus")).isEqualTo(2);
            assertThat(roles.number("roles/2/offered/cpus")).isEqualTo(1.5);
            assertThat(
                            call(
                                    master,
                                    "{'type': 'UPDATE_QUOTA', 'update_quota': {'quota_configs': [{'role': 'limited', 'limits': {'cpus': {'value': 0.25}}}]}}"))
                    .startsWith("400 Invalid QuotaConfig: Role 'limited' is already consuming 'cpus:0.5; ");
            try (HttpScheduler late = master.scheduler(MediaType.JSON)) {
                late.begin(inRole("later"));
                assertThat(cpus(offer(late)))
                        .as("what was kept for it, whoever came first")
                        .isEqualTo(2);
            }
        }
    }

    @Test
    void fact_97_a_framework_that_is_torn_down_loses_its_tasks_and_its_stream() throws IOException {
        try (MemoryMaster master = new MemoryMaster();
                HttpScheduler scheduler = master.scheduler(MediaType.JSON)) {
            scheduler.begin(inRole("a"));
            takeAll(scheduler, offer(scheduler), "t");
            acknowledged(scheduler, TaskState.TASK_STARTING);
            acknowledged(scheduler, TaskState.TASK_RUNNING);
            assertThat(send(
                            master,
                            "POST /teardown",
                            "frameworkId=" + scheduler.id().getValue()))
                    .isEqualTo("200 ");
            assertThat(scheduler.rest()).endsWith("0\r\n\r\n");
            await(() -> !master.stops().isEmpty(), "its task to be stopped");
            assertThat(send(
                            master,
                            "POST /teardown",
                            "frameworkId=" + scheduler.id().getValue()))
                    .isEqualTo("400 No framework found with specified ID");
        }
    }

    @Test
    void a_task_that_is_killed_by_an_operator_is_stopped_and_no_stranger_is() throws IOException {
        try (MemoryMaster master = new MemoryMaster();
                HttpScheduler scheduler = master.scheduler(MediaType.JSON)) {
            scheduler.begin(inRole("a"));
            takeAll(scheduler, offer(scheduler), "t");
            acknowledged(scheduler, TaskState.TASK_STARTING);
            acknowledged(scheduler, TaskState.TASK_RUNNING);
            String framework = "frameworkId=" + scheduler.id().getValue();
            assertThat(send(master, "POST /isthmus/kill", framework + "&taskId=other"))
                    .isEqualTo("400 No living task found with specified ID");
            assertThat(master.stops()).isEmpty();
            assertThat(send(master, "POST /isthmus/kill", framework + "&taskId=t"))
                    .isEqualTo("200 ");
            await(() -> !master.stops().isEmpty(), "its task to be stopped");
        }
    }

    @Test
    void fact_64_a_quota_is_set_before_any_framework_has_come() throws IOException {
        try (MemoryMaster master = new MemoryMaster()) {
            String quota =
                    "{'type': 'UPDATE_QUOTA', 'update_quota': {'quota_configs': [{'role': 'q', 'guarantees': {'cpus': {'value': 2}}}]}}";
            await(() -> answered(master, quota).equals("200 "), "the cluster to be known");
        }
    }

    private static String answered(MemoryMaster master, String call) {
        try {
            return call(master, call);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void fact_65_quota_is_set_shown_kept_for_the_next_master_and_removed() throws IOException {
        try (MemoryMaster master = new MemoryMaster()) {
            String request = "{'role': 'q', 'guarantee': [{'name': 'cpus', 'type': 'SCALAR', 'scalar': {'value': 3}}]";
            assertThat(send(master, "POST /quota", request + "}"))
                    .startsWith("409 Quota guarantees overcommit the cluster (use 'force' to bypass this check): ");
            assertThat(send(master, "POST /quota", request + ", 'force': true}"))
                    .isEqualTo("200 ");
            assertThat(send(master, "POST /master/quota", request + "}"))
                    .isEqualTo(
                            "400 Failed to validate set quota request: Cannot set quota for role 'q' which already has quota");
            master.restart();
            assertThat(send(master, "GET /quota", ""))
                    .endsWith(
                            "\"configs\":[{\"role\":\"q\",\"guarantees\":{\"cpus\":{\"value\":3.0}},\"limits\":{\"cpus\":{\"value\":3.0}}}]}");
            try (HttpScheduler scheduler = master.scheduler(MediaType.JSON)) {
                scheduler.begin(inRole("other"));
                assertThat(cpus(offer(scheduler)))
                        .as("of 2, but there is memory")
                        .isZero();
                master.putAgent("a2", "10.0.0.2");
                assertThat(cpus(offer(scheduler)))
                        .as("of 4, as 3 are kept after the restart, too")
                        .isEqualTo(1);
            }
            assertThat(send(master, "DELETE /quota/q", "")).isEqualTo("200 ");
            assertThat(send(master, "DELETE /quota/q", ""))
                    .isEqualTo("400 Failed to remove quota for path '/master/quota/q': Role 'q' has no quota set");
            master.restart();
            assertThat(send(master, "GET /quota", "")).isEqualTo("200 {}");
        }
    }

    @Test
    void a_change_that_the_journal_does_not_take_is_told_why_and_is_none() throws IOException {
        try (MemoryMaster master = new MemoryMaster()) {
            master.journals.failWrites("the disk is full");
            assertThat(send(master, "PUT /weights", "[{'role': 'a', 'weight': 2}]"))
                    .startsWith("503 The change cannot be remembered, so nothing has changed: ")
                    .contains("the disk is full");
            assertThat(send(master, "GET /weights", "")).isEqualTo("200 []");
            master.journals.restoreWrites();
            assertThat(send(master, "PUT /weights", "[{'role': 'b', 'weight': 2}]"))
                    .isEqualTo("200 ");
            assertThat(send(master, "GET /weights", "")).isEqualTo("200 [{\"role\":\"b\",\"weight\":2.0}]");
        }
    }

    @Test
    void fact_95_a_call_in_protobuf_is_answered_in_protobuf() throws IOException {
        String type = MediaType.PROTOBUF.text();
        try (MemoryMaster master = new MemoryMaster();
                RawConnection client = RawConnection.to(master.address())) {
            client.post(
                    "/api/v1",
                    "Content-Type: " + type + "\r\nAccept: " + type + "\r\n",
                    Call.newBuilder().setType(Call.Type.GET_MASTER).build().toByteArray());
            String head = client.head();
            assertThat(head).startsWith("HTTP/1.1 200").contains(type);
            Response response = Response.parseFrom(client.body(head));
            assertThat(response.getGetMaster().getMasterInfo().getPort())
                    .isEqualTo(master.address().getPort());
        }
    }

    @Test
    void fact_98_changes_want_credentials_where_there_are_some_and_a_page_of_another_site_makes_none()
            throws IOException {
        String weights = "[{'role': 'a', 'weight': 2}]";
        try (TestMaster secured = new TestMaster(Optional.of(new Credentials(Map.of("p", "s"))))) {
            assertThat(send(secured.address(), "PUT /weights", "", weights)).startsWith("401 ");
            assertThat(send(secured.address(), "POST /api/v1", "", "{}")).startsWith("401 ");
            String known = "Authorization: Basic cDpz\r\n";
            assertThat(send(secured.address(), "PUT /weights", known + "Origin: https://y\r\n", weights))
                    .startsWith("403 ");
            assertThat(send(secured.address(), "PUT /weights", known, weights)).isEqualTo("200 ");
        }
        try (TestMaster open = new TestMaster(Optional.empty())) {
            assertThat(send(open.address(), "PUT /weights", "Origin: https://y\r\n", weights))
                    .startsWith("403 ");
            assertThat(send(open.address(), "GET /weights", "Sec-Fetch-Site: cross-site\r\n", ""))
                    .startsWith("403 ");
            assertThat(send(open.address(), "PUT /weights", "", weights)).isEqualTo("200 ");
        }
    }

    @Test
    void what_is_no_request_is_answered_and_the_connection_serves_on() throws IOException {
        try (MemoryMaster master = new MemoryMaster();
                RawConnection client = RawConnection.to(master.address())) {
            for (String path : new String[] {"/weights", "/quota", "/api/v1", "/roles/x", "/quota/%zz"}) {
                byte[] noise = new byte[] {0, (byte) 0xff, '{', '"'};
                assertThat(client.post(path, "Content-Type: application/json\r\n", noise)
                                .answer())
                        .matches("(?s)(200|400|405) .*");
            }
            assertThat(client.post(
                                    "/api/v1",
                                    "Content-Type: application/json\r\n",
                                    "{\"type\": \"DESTROY_VOLUMES\", \"destroy_volumes\": {\"agent_id\": {\"value\": \"a\"}}}"
                                            .getBytes(ISO_8859_1))
                            .answer())
                    .startsWith("501 501 Not Implemented. Agents on Amazon ECS have no persistent volumes");
            assertThat(client.send("GET /health HTTP/1.1\r\n\r\n").answer()).startsWith("200 ");
        }
    }
}
