package dev.isthmus.master.shell;

import static dev.isthmus.master.shell.SchedulerSteps.acknowledge;
import static dev.isthmus.master.shell.SchedulerSteps.acknowledged;
import static dev.isthmus.master.shell.SchedulerSteps.await;
import static dev.isthmus.master.shell.SchedulerSteps.awaitReady;
import static dev.isthmus.master.shell.SchedulerSteps.launch;
import static dev.isthmus.master.shell.SchedulerSteps.offer;
import static dev.isthmus.master.shell.SchedulerSteps.runs;
import static dev.isthmus.master.shell.SchedulerSteps.takeAll;
import static dev.isthmus.master.shell.SchedulerSteps.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.journal.Standing;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.server.RawConnection;
import dev.isthmus.mesos.FrontendSettings;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.v1.Protos.Offer;
import dev.isthmus.mesos.messages.v1.Protos.TaskState;
import dev.isthmus.mesos.messages.v1.Protos.TaskStatus;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Several frameworks on one master, over sockets, with tasks that run in memory. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT) // Most of the time each waits for events.
class SharingTest {

    private static final FrameworkInfo FRAMEWORK =
            HttpScheduler.info().setFailoverTimeout(600).build();

    @Test
    void two_that_take_everything_share_the_agents() throws IOException {
        try (MemoryMaster master = new MemoryMaster(Settings.none(), new TreeMap<>());
                HttpScheduler one = master.scheduler(MediaType.JSON);
                HttpScheduler other = master.scheduler(MediaType.PROTOBUF)) {
            awaitReady(one.begin(FRAMEWORK));
            awaitReady(other.begin(FRAMEWORK));
            for (int i = 1; i <= 7; i++) {
                master.putAgent("a" + i, "10.0.0." + i);
            }
            List<HttpScheduler> both = List.of(one, other);
            for (HttpScheduler scheduler : both) {
                // The seventh agent is for one of the two.
                for (Offer offer : offers(scheduler, 3)) {
                    takeAll(scheduler, offer, "on-" + offer.getAgentId().getValue());
                }
            }
            await(() -> master.cluster.liveTasks().size() >= 6, "six tasks");
            Map<String, Long> tasks = byFramework(master);
            assertThat(tasks.get(one.id().getValue()) - tasks.get(other.id().getValue()))
                    .isBetween(-1L, 1L);
            assertThat(master.cluster.tasks().stream().map(LaunchedTask::agent)).doesNotHaveDuplicates();
            assertThat(master.backends).as("one for all").hasSize(1);
        }
    }

    @Test
    void roles_count_by_their_weights() throws IOException {
        SortedMap<String, Amount> weights = new TreeMap<>(Map.of("heavy", Amount.of(3)));
        try (MemoryMaster master = new MemoryMaster(Settings.none(), weights);
                HttpScheduler heavy = master.scheduler(MediaType.JSON);
                HttpScheduler light = master.scheduler(MediaType.PROTOBUF)) {
            awaitReady(heavy.begin(inRole("heavy")));
            awaitReady(light.begin(inRole("light")));
            for (int i = 1; i <= 8; i++) {
                master.putAgent("a" + i, "10.0.0." + i);
            }
            List<Offer> all = new ArrayList<>(offers(heavy, 6));
            all.addAll(offers(light, 2));
            assertThat(all.stream().map(offer -> offer.getAgentId().getValue()))
                    .hasSize(8)
                    .doesNotHaveDuplicates();
        }
    }

    private static FrameworkInfo inRole(String role) {
        return FRAMEWORK.toBuilder()
                .addRoles(role)
                .addCapabilities(
                        FrameworkInfo.Capability.newBuilder().setType(FrameworkInfo.Capability.Type.MULTI_ROLE))
                .build();
    }

    /** At least so many, in as many events as they come. */
    private static List<Offer> offers(HttpScheduler scheduler, int count) throws IOException {
        List<Offer> offers = new ArrayList<>();
        while (offers.size() < count) {
            Event event = scheduler.next();
            if (event.getType() == Event.Type.OFFERS) {
                offers.addAll(event.getOffers().getOffersList());
            }
        }
        return offers;
    }

    private static Map<String, Long> byFramework(MemoryMaster master) {
        return master.cluster.liveTasks().stream()
                .collect(Collectors.groupingBy(task -> task.framework().value(), TreeMap::new, Collectors.counting()));
    }

    @Test
    void one_that_holds_its_offers_lets_the_other_have_them_after_the_offer_timeout() throws IOException {
        Settings settings =
                Settings.builder().set(FrontendSettings.OFFER_TIMEOUT, "2s").build();
        try (MemoryMaster master = new MemoryMaster(settings, new TreeMap<>());
                HttpScheduler one = master.scheduler(MediaType.JSON);
                HttpScheduler other = master.scheduler(MediaType.PROTOBUF)) {
            master.putAgent("a1", "10.0.0.7");
            one.begin(FRAMEWORK);
            Offer held = offer(one);
            other.begin(FRAMEWORK);
            Offer next = offer(other);
            assertThat(one.await(Event.Type.RESCIND).getRescind().getOfferId()).isEqualTo(held.getId());
            assertThat(next.getAgentId()).isEqualTo(held.getAgentId());
            assertThat(next.getId()).isNotEqualTo(held.getId());
            Offer again = offer(one);
            assertThat(other.await(Event.Type.RESCIND).getRescind().getOfferId())
                    .isEqualTo(next.getId());
            takeAll(one, again, "t");
            acknowledged(one, TaskState.TASK_STARTING);
        }
    }

    @Test
    void one_that_comes_back_in_time_gets_again_what_it_has_not_acknowledged_and_its_tasks_went_on()
            throws IOException {
        try (MemoryMaster master = new MemoryMaster();
                HttpScheduler first = master.scheduler(MediaType.JSON);
                HttpScheduler second = master.scheduler(MediaType.JSON);
                HttpScheduler other = master.scheduler(MediaType.PROTOBUF)) {
            first.begin(FRAMEWORK);
            launch(first, offer(first), "t");
            TaskStatus starting = update(first);
            assertThat(starting.getState()).isEqualTo(TaskState.TASK_STARTING);
            first.cut();
            other.begin(FRAMEWORK);
            assertThat(offer(other).getAgentId().getValue())
                    .as("what it left is the other's")
                    .isEqualTo("a1");
            second.begin(FRAMEWORK.toBuilder().setId(first.id()).build());
            TaskStatus again = update(second);
            assertThat(again.getState()).isEqualTo(TaskState.TASK_STARTING);
            assertThat(again.getUuid()).isEqualTo(starting.getUuid());
            acknowledge(second, again);
            acknowledged(second, TaskState.TASK_RUNNING);
            assertThat(master.cluster.tasks()).hasSize(1);
            assertThat(master.cluster.liveTasks()).hasSize(1);
        }
    }

    @Test
    void the_tasks_of_one_that_is_removed_are_killed_and_those_of_the_other_live() throws IOException {
        try (MemoryMaster master = new MemoryMaster();
                HttpScheduler one = master.scheduler(MediaType.JSON);
                HttpScheduler other = master.scheduler(MediaType.PROTOBUF)) {
            eachTakesAnAgent(master, one, other);
            assertThat(one.call(Call.Type.TEARDOWN)).isEqualTo("202 ");
            await(() -> master.cluster.liveTasks().size() == 1, "the task of the one to end");
            assertThat(master.cluster.liveTasks().get(0).framework().value())
                    .isEqualTo(other.id().getValue());
            assertThat(runs(other)).isEqualTo("of-the-other");
            await(() -> master.remembered(one.id()).removed().isPresent(), "it to be removed");
            assertThat(master.remembered(other.id()).removed()).isEmpty();
            assertThat(master.backends.get(0).isClosed()).isFalse();
        }
    }

    /** The one runs {@code of-one}, and the other {@code of-the-other}. */
    private static void eachTakesAnAgent(MemoryMaster master, HttpScheduler one, HttpScheduler other)
            throws IOException {
        one.begin(FRAMEWORK);
        runsOn(one, "of-one");
        awaitReady(other.begin(FRAMEWORK));
        master.putAgent("a2", "10.0.0.8");
        runsOn(other, "of-the-other");
    }

    /** Runs a task that takes all of the next offer. */
    private static void runsOn(HttpScheduler scheduler, String task) throws IOException {
        takeAll(scheduler, offers(scheduler, 1).get(0), task);
        acknowledged(scheduler, TaskState.TASK_STARTING);
        acknowledged(scheduler, TaskState.TASK_RUNNING);
    }

    @Test
    void fifty_at_once_get_an_agent_each() throws IOException {
        try (MemoryMaster master = new MemoryMaster(Settings.none(), new TreeMap<>())) {
            List<HttpScheduler> schedulers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                schedulers.add(master.scheduler(i % 2 == 0 ? MediaType.JSON : MediaType.PROTOBUF)
                        .begin(FRAMEWORK));
                awaitReady(schedulers.get(i));
            }
            for (int i = 0; i < 50; i++) {
                master.putAgent("a" + i, "10.0.1." + i);
            }
            for (HttpScheduler scheduler : schedulers) {
                takeAll(scheduler, offer(scheduler), "t");
            }
            for (HttpScheduler scheduler : schedulers) {
                acknowledged(scheduler, TaskState.TASK_STARTING);
                acknowledged(scheduler, TaskState.TASK_RUNNING);
            }
            assertThat(byFramework(master))
                    .hasSize(50)
                    .allSatisfy((framework, tasks) -> assertThat(tasks).isEqualTo(1));
            assertThat(master.cluster.liveTasks().stream().map(LaunchedTask::agent))
                    .doesNotHaveDuplicates();
            for (HttpScheduler scheduler : schedulers) {
                scheduler.close();
            }
        }
    }

    @Test
    void each_finds_its_own_tasks_on_the_next_master() throws IOException {
        try (MemoryMaster master = new MemoryMaster();
                HttpScheduler one = master.scheduler(MediaType.JSON);
                HttpScheduler other = master.scheduler(MediaType.PROTOBUF)) {
            eachTakesAnAgent(master, one, other);
            master.restart();
            assertThat(master.backends.get(0).isClosed()).isTrue();
            try (HttpScheduler oneAgain = master.scheduler(MediaType.JSON);
                    HttpScheduler otherAgain = master.scheduler(MediaType.PROTOBUF)) {
                oneAgain.begin(FRAMEWORK.toBuilder().setId(one.id()).build());
                otherAgain.begin(FRAMEWORK.toBuilder().setId(other.id()).build());
                assertThat(runs(oneAgain)).isEqualTo("of-one");
                assertThat(runs(otherAgain)).isEqualTo("of-the-other");
                master.putAgent("a3", "10.0.0.9");
                runsOn(oneAgain, "another-of-one");
            }
            assertThat(master.cluster.tasks().stream().map(task -> task.task().value()))
                    .containsExactlyInAnyOrder("of-one", "of-the-other", "another-of-one");
        }
    }

    @Test
    void a_master_that_another_one_replaces_lets_go_of_all_and_touches_nothing() throws IOException {
        try (MemoryMaster master = new MemoryMaster();
                HttpScheduler one = master.scheduler(MediaType.JSON);
                HttpScheduler other = master.scheduler(MediaType.PROTOBUF);
                HttpScheduler late = master.scheduler(MediaType.JSON)) {
            eachTakesAnAgent(master, one, other);
            assertThat(master.fences.get(0).standing()).isEqualTo(Standing.STANDS);
            master.journals.takeOver(MemoryMaster.KEY);
            assertThat(master.fences.get(0).standing()).isEqualTo(Standing.FENCED);
            // No error, which would end the framework: it is to find the other master.
            assertThat(one.rest()).doesNotContain("ERROR");
            assertThat(other.rest()).doesNotContain("failed over");
            assertThat(one.call(Call.Type.REVIVE)).startsWith("503 Another master has taken over");
            assertThat(late.subscribe(FRAMEWORK).head()).startsWith("HTTP/1.1 503");
            try (RawConnection client = RawConnection.to(master.address())) {
                assertThat(client.send("GET /health HTTP/1.1\r\n\r\n").answer()).startsWith("503 ");
            }
            assertThat(byFramework(master))
                    .isEqualTo(Map.of(one.id().getValue(), 1L, other.id().getValue(), 1L));
            assertThat(master.cluster.stops()).isEmpty();
        }
    }
}
