package dev.isthmus.master.api;

import static dev.isthmus.master.api.CurlRequests.call;
import static dev.isthmus.master.api.CurlRequests.send;
import static dev.isthmus.master.shell.SchedulerSteps.acknowledged;
import static dev.isthmus.master.shell.SchedulerSteps.await;
import static dev.isthmus.master.shell.SchedulerSteps.offer;
import static dev.isthmus.master.shell.SchedulerSteps.takeAll;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.master.http.Credentials;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.reading.FlatJson;
import dev.isthmus.master.shell.HttpScheduler;
import dev.isthmus.master.shell.MemoryMaster;
import dev.isthmus.master.shell.TestMaster;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.v1.Protos.InverseOffer;
import dev.isthmus.mesos.messages.v1.Protos.Offer;
import dev.isthmus.mesos.messages.v1.Protos.TaskState;
import dev.isthmus.mesos.messages.v1.Protos.TaskStatus;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Event;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Maintenance on a master that runs, asked for as with curl, with a framework over sockets and tasks that run in memory. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT) // Most of the time each waits for events.
class RunningMaintenanceTest {

    private static final String MACHINE = "{'hostname':'A1.example','ip':'10.0.0.7'}";
    private static final String OTHER = "{'hostname':'nobody','ip':'10.0.0.9'}";
    private static final String WHEN = "'unavailability':{'start':{'nanoseconds':60},'duration':{'nanoseconds':120}}";

    private static String schedule(String... machines) {
        return "{'windows':[{'machine_ids':[" + String.join(",", machines) + "]," + WHEN + "}]}";
    }

    private static String ok(String json) {
        return "200 " + json.replace('\'', '"');
    }

    private static FrameworkInfo info() {
        return HttpScheduler.info().setFailoverTimeout(600).build();
    }

    private static InverseOffer asked(HttpScheduler scheduler) throws IOException {
        return scheduler.await(Event.Type.INVERSE_OFFERS).getInverseOffers().getInverseOffers(0);
    }

    /** UpdateSchedule, MachineStatus and UpdateAndGetMaintenanceSchedule; over a restart. */
    @Test
    void fact_68_69_a_schedule_is_set_shown_and_kept_for_the_next_master_and_a_wrong_one_changes_nothing()
            throws IOException {
        try (MemoryMaster master = new MemoryMaster()) {
            assertThat(send(master, "GET /maintenance/schedule", "")).isEqualTo("200 {}");
            assertThat(send(master, "POST /maintenance/schedule", schedule(MACHINE, OTHER)))
                    .isEqualTo("200 ");
            assertThat(send(master, "POST /maintenance/schedule", schedule())).startsWith("400 List of machines in");
            assertThat(send(master, "POST /maintenance/schedule", schedule(MACHINE, MACHINE)))
                    .startsWith("400 Machine '");
            assertThat(send(master, "POST /maintenance/schedule", "{'windows':[{'machine_ids':[" + MACHINE + "]}]}"))
                    .startsWith("400 Missing required fields");
            assertThat(send(master, "POST /machine/down", "[" + OTHER + "]")).isEqualTo("200 ");
            assertThat(send(master, "POST /maintenance/schedule", schedule(MACHINE)))
                    .startsWith("400 Machine '{\"hostname\":\"nobody\",\"ip\":\"10.0.0.9\"}' is deactivated");
            master.restart();
            assertThat(send(master, "GET /master/maintenance/schedule", "")).isEqualTo(ok(schedule(MACHINE, OTHER)));
            assertThat(send(master, "GET /master/maintenance/status", ""))
                    .isEqualTo(ok("{'draining_machines':[{'id':" + MACHINE + "}],'down_machines':[" + OTHER + "]}"));
            assertThat(send(master, "POST /machine/up", "[" + OTHER + "]")).isEqualTo("200 ");
            assertThat(send(master, "POST /machine/up", "[" + OTHER + "]"))
                    .endsWith("is not part of a maintenance schedule");
            master.restart();
            assertThat(send(master, "GET /maintenance/schedule", "")).isEqualTo(ok(schedule(MACHINE)));
            assertThat(send(master, "POST /maintenance/schedule", "{}")).isEqualTo("200 ");
            assertThat(send(master, "GET /maintenance/status", "")).isEqualTo("200 {}");
        }
    }

    /** StartAndStopMaintenance and GetMaintenanceStatus. */
    @Test
    void fact_69_95_the_calls_of_api_v1_do_the_same() throws IOException {
        try (MemoryMaster master = new MemoryMaster()) {
            assertThat(call(
                            master,
                            "{'type':'UPDATE_MAINTENANCE_SCHEDULE','update_maintenance_schedule':{'schedule':"
                                    + schedule(MACHINE) + "}}"))
                    .isEqualTo("200 ");
            assertThat(call(master, "{'type':'GET_MAINTENANCE_SCHEDULE'}"))
                    .isEqualTo(ok("{'type':'GET_MAINTENANCE_SCHEDULE','get_maintenance_schedule':{'schedule':"
                            + schedule(MACHINE) + "}}"));
            assertThat(call(master, "{'type':'START_MAINTENANCE','start_maintenance':{'machines':[" + MACHINE + "]}}"))
                    .isEqualTo("200 ");
            assertThat(call(master, "{'type':'GET_MAINTENANCE_STATUS'}"))
                    .isEqualTo(
                            ok("{'type':'GET_MAINTENANCE_STATUS','get_maintenance_status':{'status':{'down_machines':["
                                    + MACHINE + "]}}}"));
            assertThat(call(master, "{'type':'STOP_MAINTENANCE','stop_maintenance':{'machines':[" + MACHINE + "]}}"))
                    .isEqualTo("200 ");
            assertThat(call(master, "{'type':'GET_MAINTENANCE_SCHEDULE'}"))
                    .isEqualTo(ok("{'type':'GET_MAINTENANCE_SCHEDULE','get_maintenance_schedule':{'schedule':{}}}"));
            assertThat(call(master, "{'type':'STOP_MAINTENANCE'}"))
                    .isEqualTo("400 Failed to validate master::Call: Expecting 'stop_maintenance' to be present");
        }
    }

    /** PendingUnavailabilityTest and InverseOffers. */
    @Test
    void fact_14_46_68_offers_come_again_with_the_time_and_answers_to_inverse_offers_are_shown() throws IOException {
        for (MediaType encoding : new MediaType[] {MediaType.JSON, MediaType.PROTOBUF}) {
            try (MemoryMaster master = new MemoryMaster();
                    HttpScheduler scheduler = master.scheduler(encoding)) {
                scheduler.begin(info());
                Offer first = offer(scheduler);
                assertThat(first.hasUnavailability()).isFalse();
                assertThat(send(master, "POST /maintenance/schedule", schedule(MACHINE)))
                        .isEqualTo("200 ");
                assertThat(scheduler.await(Event.Type.RESCIND).getRescind().getOfferId())
                        .isEqualTo(first.getId());
                Offer again = offer(scheduler);
                assertThat(again.getUnavailability().getStart().getNanoseconds())
                        .isEqualTo(60);
                InverseOffer asked = asked(scheduler);
                assertThat(asked.getUnavailability()).isEqualTo(again.getUnavailability());
                assertThat(asked.getAgentId()).isEqualTo(again.getAgentId());
                decline(scheduler, asked);
                InverseOffer next = asked(scheduler);
                awaitStatus(master, scheduler, "DECLINE");
                accept(scheduler, next);
                awaitStatus(master, scheduler, "ACCEPT");
                InverseOffer last = asked(scheduler);
                assertThat(send(master, "POST /maintenance/schedule", "{}")).isEqualTo("200 ");
                scheduler.await(Event.Type.RESCIND);
                assertThat(scheduler
                                .await(Event.Type.RESCIND_INVERSE_OFFER)
                                .getRescindInverseOffer()
                                .getInverseOfferId())
                        .isEqualTo(last.getId());
                assertThat(offer(scheduler).hasUnavailability()).isFalse();
            }
        }
    }

    private static void decline(HttpScheduler scheduler, InverseOffer offer) throws IOException {
        assertThat(scheduler.call(Call.Type.DECLINE_INVERSE_OFFERS, call -> {
                    call.getDeclineInverseOffersBuilder()
                            .addInverseOfferIds(offer.getId())
                            .getFiltersBuilder()
                            .setRefuseSeconds(0);
                    return call;
                }))
                .isEqualTo("202 ");
    }

    private static void accept(HttpScheduler scheduler, InverseOffer offer) throws IOException {
        assertThat(scheduler.call(Call.Type.ACCEPT_INVERSE_OFFERS, call -> {
                    call.getAcceptInverseOffersBuilder()
                            .addInverseOfferIds(offer.getId())
                            .getFiltersBuilder()
                            .setRefuseSeconds(0);
                    return call;
                }))
                .isEqualTo("202 ");
    }

    /** The page may be one that was made for somebody else within the last second. */
    private static void awaitStatus(MemoryMaster master, HttpScheduler scheduler, String status) {
        await(
                () -> {
                    try {
                        FlatJson page = new FlatJson(
                                send(master, "GET /maintenance/status", "").substring(4));
                        return page.text("draining_machines/0/statuses/0/status")
                                        .equals(status)
                                && page.text("draining_machines/0/statuses/0/framework_id/value")
                                        .equals(scheduler.id().getValue());
                    } catch (IOException | RuntimeException e) {
                        return false;
                    }
                },
                "the answer " + status + " to be shown");
    }

    /** EnterMaintenanceMode. */
    @Test
    void fact_69_a_machine_that_goes_down_loses_its_tasks_and_is_offered_again_when_it_is_up() throws IOException {
        try (MemoryMaster master = new MemoryMaster();
                HttpScheduler scheduler = master.scheduler(MediaType.JSON)) {
            scheduler.begin(info());
            takeAll(scheduler, offer(scheduler), "t");
            acknowledged(scheduler, TaskState.TASK_STARTING);
            acknowledged(scheduler, TaskState.TASK_RUNNING);
            assertThat(send(master, "POST /maintenance/schedule", schedule(MACHINE)))
                    .isEqualTo("200 ");
            asked(scheduler);
            assertThat(send(master, "POST /machine/down", "[" + MACHINE + "]")).isEqualTo("200 ");
            scheduler.await(Event.Type.RESCIND_INVERSE_OFFER);
            assertThat(scheduler
                            .await(Event.Type.FAILURE)
                            .getFailure()
                            .getAgentId()
                            .getValue())
                    .isEqualTo("a1");
            TaskStatus lost = acknowledged(scheduler, TaskState.TASK_LOST);
            assertThat(lost.getReason()).isEqualTo(TaskStatus.Reason.REASON_AGENT_REMOVED);
            assertThat(lost.getSource()).isEqualTo(TaskStatus.Source.SOURCE_MASTER);
            assertThat(master.stops()).hasSize(1);
            assertThat(new FlatJson(send(master, "GET /slaves", "").substring(4)).size("slaves"))
                    .isZero();
            assertThat(send(master, "POST /machine/up", "[" + MACHINE + "]")).isEqualTo("200 ");
            assertThat(offer(scheduler).hasUnavailability()).isFalse();
        }
    }

    /** EndpointsBadAuthentication. */
    @Test
    void fact_98_credentials_are_needed_where_there_are_some_and_a_page_of_another_site_changes_nothing()
            throws IOException {
        try (TestMaster secured = new TestMaster(Optional.of(new Credentials(Map.of("p", "s"))))) {
            for (String line : new String[] {
                "POST /maintenance/schedule",
                "GET /maintenance/schedule",
                "GET /maintenance/status",
                "POST /machine/down",
                "POST /machine/up"
            }) {
                assertThat(send(secured.address(), line, "", schedule(MACHINE))).startsWith("401 ");
                assertThat(send(secured.address(), line, "Authorization: Basic eDp5\r\n", schedule(MACHINE)))
                        .startsWith("401 ");
            }
            String known = "Authorization: Basic cDpz\r\n";
            assertThat(send(
                            secured.address(),
                            "POST /maintenance/schedule",
                            known + "Origin: https://y\r\n",
                            schedule(MACHINE)))
                    .startsWith("403 ");
            assertThat(send(secured.address(), "POST /maintenance/schedule", known, schedule(MACHINE)))
                    .isEqualTo("200 ");
            assertThat(send(
                            secured.address(),
                            "POST /machine/down",
                            known + "Origin: https://y\r\n",
                            "[" + MACHINE + "]"))
                    .startsWith("403 ");
            assertThat(send(secured.address(), "GET /maintenance/status", known, ""))
                    .isEqualTo(ok("{'draining_machines':[{'id':" + MACHINE + "}]}"));
        }
    }

    @Test
    void fact_68_69_what_is_no_request_is_answered() throws IOException {
        try (MemoryMaster master = new MemoryMaster()) {
            assertThat(send(master, "PUT /maintenance/schedule", "")).startsWith("405 ");
            assertThat(send(master, "POST /maintenance/status", "")).startsWith("405 ");
            assertThat(send(master, "GET /machine/down", "")).startsWith("405 ");
            assertThat(send(master, "GET /machine/up", "")).startsWith("405 ");
            assertThat(send(master, "POST /machine/down", "{}")).startsWith("400 ");
            assertThat(send(master, "POST /machine/up", "[1]")).startsWith("400 ");
            assertThat(send(master, "POST /maintenance/schedule", "[]")).startsWith("400 ");
            assertThat(send(master, "POST /maintenance/schedule", "")).startsWith("400 ");
            assertThat(send(master, "GET /machine", "")).startsWith("404 ");
        }
    }
}
