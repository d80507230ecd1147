package dev.isthmus.master.api;

import static dev.isthmus.master.api.CurlRequests.call;
import static dev.isthmus.master.api.CurlRequests.send;
import static dev.isthmus.master.shell.SchedulerSteps.await;
import static dev.isthmus.master.shell.SchedulerSteps.offer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.reading.FlatJson;
import dev.isthmus.master.shell.HttpScheduler;
import dev.isthmus.master.shell.MemoryMaster;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.v1.Protos.Offer;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Event;
import java.io.IOException;
import java.net.URLEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What operators reserve of a master that runs, as with curl. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT) // Most of the time each waits for events.
class RunningReservationsTest {

    private static String resources(double cpus) {
        return "[{'name':'cpus','type':'SCALAR','scalar':{'value':" + cpus
                + "},'reservations':[{'type':'DYNAMIC','role':'web','principal':'op'}]}]";
    }

    private static String form(String agent, double cpus) {
        return "slaveId=" + agent + "&resources="
                + URLEncoder.encode(resources(cpus).replace('\'', '"'), UTF_8);
    }

    private static double reserved(MemoryMaster master) throws IOException {
        FlatJson page = new FlatJson(send(master, "GET /slaves", "").substring(4));
        return page.number("slaves/0/reserved_resources/web/cpus");
    }

    @SuppressWarnings("deprecation") // A framework that does not know reservations as a list reads the old field.
    private static double reservedCpus(Offer offer) {
        return offer.getResourcesList().stream()
                .filter(each -> each.getRole().equals("web") && each.getName().equals("cpus"))
                .mapToDouble(each -> each.getScalar().getValue())
                .sum();
    }

    /** ReservationEndpointsTest: AvailableResources, OfferedResources, UnreserveAvailableAndOfferedResources, InsufficientResources; over a restart. */
    @Test
    void fact_67_an_operator_reserves_and_unreserves_what_nobody_uses_over_a_restart() throws IOException {
        try (MemoryMaster master = new MemoryMaster()) {
            await(() -> isThere(master), "the agent");
            assertThat(send(master, "POST /reserve", form("a1", 1.5))).isEqualTo("202 ");
            assertThat(reserved(master)).isEqualTo(1.5);
            assertThat(send(master, "POST /reserve", form("a1", 1)))
                    .startsWith("409 What no task holds of the agent, cpus:0.5; ");
            assertThat(send(master, "POST /unreserve", form("a1", 2))).startsWith("409 ");
            assertThat(send(master, "POST /reserve", form("a2", 1))).isEqualTo("400 No agent found with specified ID");
            master.restart();
            await(() -> isThere(master), "the agent");
            assertThat(reserved(master)).isEqualTo(1.5);
            try (HttpScheduler scheduler = master.scheduler(MediaType.JSON)) {
                scheduler.begin(HttpScheduler.info()
                        .addRoles("web")
                        .addCapabilities(
                                FrameworkInfo.Capability.newBuilder().setType(FrameworkInfo.Capability.Type.MULTI_ROLE))
                        .build());
                assertThat(reservedCpus(offer(scheduler))).isEqualTo(1.5);
                String call = "'agent_id':{'value':'a1'},'resources':" + resources(1);
                assertThat(call(master, "{'type':'UNRESERVE_RESOURCES','unreserve_resources':{" + call + "}}"))
                        .isEqualTo("202 ");
                scheduler.await(Event.Type.RESCIND);
                assertThat(reservedCpus(offer(scheduler))).as("offered anew").isEqualTo(0.5);
                assertThat(call(master, "{'type':'RESERVE_RESOURCES','reserve_resources':{" + call + "}}"))
                        .isEqualTo("202 ");
                assertThat(reserved(master)).isEqualTo(1.5);
            }
        }
    }

    private static boolean isThere(MemoryMaster master) {
        try {
            return send(master, "GET /slaves", "").contains("\"a1\"");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void how_much_is_logged_and_timeouts_are_read_as_mesos_reads_them() throws IOException {
        try (MemoryMaster master = new MemoryMaster()) {
            assertThat(send(master, "GET /logging/toggle", "")).isEqualTo("200 0\n");
            assertThat(send(master, "POST /logging/toggle?level=1&duration=ages", ""))
                    .isEqualTo("400 Failed to convert '' to number.\n");
            assertThat(call(master, "{'type':'GET_LOGGING_LEVEL'}"))
                    .isEqualTo("200 {\"type\":\"GET_LOGGING_LEVEL\",\"get_logging_level\":{\"level\":0}}");
            assertThat(send(master, "GET /metrics/snapshot?timeout=5secs", "")).startsWith("200 {");
            assertThat(send(master, "GET /metrics/snapshot?timeout=foo", ""))
                    .isEqualTo("400 Invalid timeout 'foo': Failed to convert '' to number.\n");
        }
    }
}
