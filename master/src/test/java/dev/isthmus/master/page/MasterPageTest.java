package dev.isthmus.master.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.server.RawConnection;
import dev.isthmus.master.shared.SharedPages;
import dev.isthmus.master.shell.HttpScheduler;
import dev.isthmus.master.shell.MemoryMaster;
import dev.isthmus.master.shell.SchedulerSteps;
import dev.isthmus.mesos.messages.v1.Protos.Offer;
import dev.isthmus.mesos.messages.v1.Protos.TaskInfo;
import dev.isthmus.mesos.messages.v1.Protos.TaskState;
import dev.isthmus.mesos.messages.v1.Protos.TaskStatus;
import dev.isthmus.mesos.messages.v1.Protos.Value;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Event;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page over a master that serves: what a view asks for, with tasks that run in memory. */
@Timeout(60)
class MasterPageTest {

    private static final Pattern TEXT = Pattern.compile("\"kind\":\"(\\w+)\",\"text\":\"([^\"]*)\"");

    private MemoryMaster master;
    private HttpScheduler scheduler;

    @BeforeEach
    void start() throws IOException {
        master = new MemoryMaster();
        scheduler = master.scheduler(MediaType.PROTOBUF);
        scheduler.begin(HttpScheduler.info().setFailoverTimeout(3600).build());
    }

    @AfterEach
    void stop() throws IOException {
        scheduler.close();
        master.close();
    }

    private String get(String target) throws IOException {
        try (RawConnection client = RawConnection.to(master.address())) {
            return client.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .answer();
        }
    }

    private List<String> life(String task) throws IOException {
        return TEXT.matcher(get("/isthmus/task?framework_id=" + scheduler.id().getValue() + "&task_id=" + task))
                .results()
                .map(found -> found.group(1) + ": " + found.group(2))
                .toList();
    }

    private Offer offer() throws IOException {
        return scheduler.await(Event.Type.OFFERS).getOffers().getOffers(0);
    }

    private void launch(Offer offer, String id, double cpus) throws IOException {
        TaskInfo.Builder task = TaskInfo.newBuilder().setName(id).setAgentId(offer.getAgentId());
        task.getTaskIdBuilder().setValue(id);
        task.getCommandBuilder().setValue("true");
        task.addResourcesBuilder()
                .setName("cpus")
                .setType(Value.Type.SCALAR)
                .getScalarBuilder()
                .setValue(cpus);
        scheduler.call(Call.Type.ACCEPT, call -> {
            Offer.Operation.Builder launch = call.getAcceptBuilder()
                    .addOfferIds(offer.getId())
                    .addOperationsBuilder()
                    .setType(Offer.Operation.Type.LAUNCH);
            launch.getLaunchBuilder().addTaskInfos(task);
            return call;
        });
    }

    private TaskStatus update() throws IOException {
        return scheduler.await(Event.Type.UPDATE).getUpdate().getStatus();
    }

    private void acknowledge(TaskStatus status) throws IOException {
        scheduler.call(Call.Type.ACKNOWLEDGE, call -> {
            call.getAcknowledgeBuilder()
                    .setAgentId(status.getAgentId())
                    .setTaskId(status.getTaskId())
                    .setUuid(status.getUuid());
            return call;
        });
    }

    @Test
    void a_task_is_told_from_its_offer_to_its_run() throws IOException {
        Offer offer = offer();
        launch(offer, "t", 1);
        acknowledge(update());
        TaskStatus running = update();
        assertThat(running.getState()).isEqualTo(TaskState.TASK_RUNNING);
        acknowledge(running);
        List<String> life = life("t");
        assertThat(life.get(0))
                .isEqualTo("offer: Agent a1 was offered, as " + offer.getId().getValue());
        assertThat(life.get(1))
                .isEqualTo(
                        "asked: The framework launches it on " + offer.getId().getValue());
        assertThat(life.get(2))
                .startsWith("decided: It has passed the checks, and takes ")
                .endsWith(" of agent a1");
        assertThat(life)
                .anyMatch(each -> each.startsWith("cluster: The cluster has taken it as "))
                .contains("state: Runs on the cluster", "told: The framework is told TASK_STARTING");
        assertThat(life.get(life.size() - 1)).startsWith("asked: The framework has acknowledged");
        assertThat(get("/isthmus/task?framework_id=" + scheduler.id().getValue() + "&task_id=t"))
                .contains(
                        "\"task\":{\"id\":\"t\",\"name\":\"t\"",
                        "\"state\":\"TASK_RUNNING\"",
                        "\"host\":\"a1.example\"");
    }

    @Test
    void a_task_that_does_not_pass_the_checks_is_told_why() throws IOException {
        launch(offer(), "large", 99);
        assertThat(update().getState()).isEqualTo(TaskState.TASK_ERROR);
        assertThat(life("large"))
                .last()
                .asString()
                .startsWith("told: The framework is told TASK_ERROR (reason task invalid): Total resources ");
    }

    @Test
    void a_task_that_is_killed_is_told_by_whom() throws IOException {
        launch(offer(), "t", 1);
        acknowledge(update());
        acknowledge(update());
        scheduler.call(Call.Type.KILL, call -> {
            call.getKillBuilder().getTaskIdBuilder().setValue("t");
            return call;
        });
        assertThat(update().getState()).isEqualTo(TaskState.TASK_KILLED);
        assertThat(life("t"))
                .contains("asked: The framework wants it killed")
                .anyMatch(each -> each.startsWith("decided: The cluster is to stop it: "))
                .anyMatch(each -> each.startsWith("state: Ended on the cluster (stopped"));
    }

    private String rules() throws IOException {
        return get("/isthmus/waiting?framework_id=" + scheduler.id().getValue());
    }

    @Test
    void why_a_framework_waits_is_said_by_agent_and_rule() throws IOException {
        Offer offer = offer();
        assertThat(rules())
                .contains("\"role\":\"*\"", "\"rule\":\"OFFERED\"", "\"count\":1", "\"host\":\"a1.example\"");
        scheduler.call(Call.Type.DECLINE, call -> {
            call.getDeclineBuilder()
                    .addOfferIds(offer.getId())
                    .getFiltersBuilder()
                    .setRefuseSeconds(3600);
            return call;
        });
        assertThat(rules()).contains("\"rule\":\"REFUSED\"").doesNotContain("OFFERED\"");
        scheduler.call(Call.Type.SUPPRESS);
        assertThat(rules()).contains("\"rule\":\"SUPPRESSED\"");
        assertThat(get("/isthmus/waiting?framework_id=x")).contains("\"roles\":[]");
    }

    @Test
    void what_another_framework_is_offered_is_said() throws IOException {
        offer();
        try (HttpScheduler other = master.scheduler(MediaType.JSON)) {
            SchedulerSteps.awaitReady(other.begin(HttpScheduler.info().build()));
            assertThat(get("/isthmus/waiting?framework_id=" + other.id().getValue()))
                    .contains("\"rule\":\"OFFERED_TO_OTHERS\"");
        }
    }

    @Test
    void requests_are_counted_by_operation() throws IOException {
        assertThat(get("/isthmus/requests")).startsWith("200 {\"now\":").contains("\"calls\":{");
    }

    @Test
    void of_a_task_that_nobody_knows_there_is_no_life() throws IOException {
        assertThat(get("/isthmus/task?framework_id=x&task_id=y"))
                .startsWith("200 ")
                .contains("\"life\":[],\"left\":0,\"links\":{}")
                .doesNotContain("\"task\":");
    }

    @Test
    void every_view_answers_over_the_wire() throws IOException {
        for (String view : List.of("overview", "frameworks", "agents", "tasks")) {
            assertThat(get("/isthmus/" + view)).as(view).startsWith("200 {\"cluster\":\"memory\"");
        }
        assertThat(get("/isthmus/agents")).contains("a1.example");
    }

    @Test
    void what_there_is_not_is_not_found_without_a_look_at_the_master() throws IOException {
        assertThat(head("/isthmus/overview")).startsWith("HTTP/1.1 200").contains(SharedPages.AGE);
        assertThat(head("/isthmus/nothing")).startsWith("HTTP/1.1 404").doesNotContain(SharedPages.AGE);
    }

    private String head(String target) throws IOException {
        try (RawConnection client = RawConnection.to(master.address())) {
            return client.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .head();
        }
    }
}
