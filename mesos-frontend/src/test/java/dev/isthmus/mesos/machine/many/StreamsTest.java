package dev.isthmus.mesos.machine.many;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MasterRig;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Frameworks whose connection to the machine is a stream: registered at once, away and back, whatever the cluster does. */
class StreamsTest {

    private static final FrameworkInfo INFO = Messages.framework(Capability.Type.PARTITION_AWARE);

    private static final FrameworkInfo IMPATIENT =
            INFO.toBuilder().setFailoverTimeout(60).build();

    /** Of one that was there three hours ago. */
    private static final Optional<JournalSnapshot> OLD = Optional.of(new JournalSnapshot(
            Map.of(),
            Optional.of(new JournalEntry.Lease(
                    MasterRig.BEGIN.minus(Duration.ofHours(3)),
                    Duration.ofMinutes(1),
                    new TreeMap<>(Map.of("principal", "", "user", "nobody", "checkpoint", "false")))),
            Optional.empty()));

    private static final FrameworkId ID = new FrameworkId("f1");
    private static final LaunchedTask PROOF = new LaunchedTask(
            LaunchId.of(ID, new TaskId("t"), "o"),
            ID,
            new TaskId("t"),
            new AgentId("a1"),
            Resources.none(Dialect.MESOS));

    private final MasterRig rig = new MasterRig();

    @Test
    void one_is_registered_as_soon_as_it_subscribes_and_no_failure_aborts_it() {
        rig.subscribe("f1", INFO);
        assertThat(rig.callbacks("f1")).containsExactly("Registered");
        rig.loseContact(Category.DENIED).see(Messages.agent("a1")).complete();
        assertThat(rig.take("f1", Output.Abort.class)).isEmpty();
        assertThat(rig.callbacks("f1")).containsExactly("Offers");
    }

    @Test
    void what_it_asks_before_all_is_known_is_answered_then() {
        rig.subscribe("f1", INFO, Optional.empty()).see(Messages.agent("a1"));
        rig.of("f1", new Call.Reconcile(List.of(asked("t")))).of("f1", new Call.Kill("u"));
        assertThat(rig.states("f1")).isEmpty();
        rig.complete().of("f1", new Input.Recovered());
        assertThat(rig.states("f1")).containsExactlyInAnyOrder("t TASK_UNKNOWN", "u TASK_UNKNOWN");
    }

    private static TaskStatus asked(String task) {
        return TaskStatus.newBuilder()
                .setTaskId(TaskID.newBuilder().setValue(task))
                .setState(TaskState.TASK_RUNNING)
                .build();
    }

    @Test
    void while_the_cluster_cannot_be_reached_offers_are_taken_back_and_what_is_asked_waits() {
        rig.subscribe("f1", INFO).see(Messages.agent("a1")).complete();
        Offer offer = rig.oneOffer("f1");
        LaunchedTask task = rig.run("f1", offer, Messages.task("t", offer, 1, 100));
        acknowledgeAll("f1");
        rig.advance(Duration.ofSeconds(1)).forget();
        rig.loseContact(Category.TRANSIENT);
        assertThat(rig.callbacks("f1")).containsExactly("Rescinded");
        rig.of("f1", new Call.Reconcile(List.of())).advance(Duration.ofSeconds(5));
        assertThat(rig.callbacks("f1")).isEmpty();
        // It is connected: what is told and acknowledged counts.
        rig.exit("f1", task);
        acknowledgeAll("f1");
        assertThat(rig.state().framework(new FrameworkId("f1")).tasks().find("t"))
                .isEmpty();
        rig.forget().of("f1", new Call.Reconcile(List.of(asked("x")))).complete();
        assertThat(rig.states("f1")).containsExactly("x TASK_UNKNOWN");
        assertThat(rig.oneOffer("f1").getSlaveId().getValue()).isEqualTo("a1");
    }

    private void acknowledgeAll(String framework) {
        List<TaskStatus> updates = rig.updates(framework);
        while (!updates.isEmpty()) {
            updates.forEach(status -> rig.acknowledge(framework, status));
            updates = rig.updates(framework);
        }
    }

    @Test
    void required_MM04_one_that_is_away_is_told_nothing_and_is_told_all_when_it_is_back() {
        rig.subscribe("f1", INFO).see(Messages.agent("a1")).complete();
        Offer offer = rig.oneOffer("f1");
        LaunchedTask task = rig.run("f1", offer, Messages.task("t", offer, 1, 100));
        acknowledgeAll("f1");
        rig.advance(Duration.ofSeconds(1)).forget();
        assertThat(rig.machine().view().offers()).hasSize(1);
        rig.of("f1", new Input.Leave());
        assertThat(rig.machine().view().offers()).isEmpty();
        rig.exit("f1", task).advance(Duration.ofMinutes(1));
        rig.of("f1", new Call.Reconcile(List.of()));
        // One that was on its way; a driver would be told that its master is not there.
        rig.launch("f1", "an offer", 0, Messages.task("late", offer, 1, 100));
        assertThat(rig.callbacks("f1")).isEmpty();
        rig.comeBack("f1", INFO);
        assertThat(rig.callbacks("f1")).containsExactly("Reregistered", "Update", "Offers");
        assertThat(rig.machine().view().frameworks().get(0).tasks()).hasSize(1);
    }

    @Test
    void what_it_had_refused_and_suppressed_it_is_offered_again_when_it_is_back() {
        rig.subscribe("f1", INFO).see(Messages.agent("a1")).complete();
        rig.of("f1", new Call.Decline(rig.oneOffer("f1").getId().getValue(), 3600));
        rig.of("f1", new Call.Suppress(Optional.empty())).advance(Duration.ofSeconds(2));
        assertThat(rig.offers("f1")).isEmpty();
        rig.of("f1", new Input.Leave()).comeBack("f1", INFO);
        assertThat(rig.oneOffer("f1").getSlaveId().getValue()).isEqualTo("a1");
    }

    @Test
    void a_new_stream_of_one_that_is_connected_makes_its_offers_void_and_tells_again() {
        rig.subscribe("f1", INFO).see(Messages.agent("a1")).complete();
        Offer offer = rig.oneOffer("f1");
        rig.run("f1", offer, Messages.task("t", offer, 1, 100));
        assertThat(rig.states("f1")).containsExactly("t TASK_STARTING");
        rig.advance(Duration.ofSeconds(1));
        Offer old = rig.oneOffer("f1");
        rig.comeBack("f1", INFO.toBuilder().setName("other").setUser("else").build());
        assertThat(rig.take("f1", Callback.Rescinded.class)).isEmpty();
        assertThat(rig.states("f1")).containsExactly("t TASK_STARTING");
        assertThat(rig.state().offers().isOutstanding(old.getId().getValue())).isFalse();
        assertThat(rig.oneOffer("f1").getId()).isNotEqualTo(old.getId());
        FrameworkInfo now = rig.machine().view().frameworks().get(0).framework().info();
        assertThat(now.getName()).isEqualTo("other");
        assertThat(now.getUser()).isEqualTo(INFO.getUser());
    }

    @Test
    void one_that_may_not_come_back_like_this_stays_away() {
        rig.subscribe("f1", INFO).complete().of("f1", new Input.Leave());
        rig.forget().comeBack("f1", INFO.toBuilder().setPrincipal("another").build());
        assertThat(rig.callbacks("f1")).isEmpty();
        rig.of("f1", new Input.Return(INFO, List.of("none"), OfferConstraints.getDefaultInstance()));
        assertThat(rig.callbacks("f1")).isEmpty();
        rig.comeBack("f1", INFO);
        assertThat(rig.callbacks("f1")).containsExactly("Reregistered");
    }

    @Test
    void the_lease_of_one_that_is_away_says_when_it_went() {
        FrameworkInfo patient = INFO.toBuilder().setFailoverTimeout(3600).build();
        rig.subscribe("f1", patient, Optional.of(JournalSnapshot.NOTHING)).of("f1", new Input.Recovered());
        rig.complete().advance(Duration.ofMinutes(1));
        rig.of("f1", new Input.Leave());
        Instant left = rig.now();
        assertThat(lastLease()).isEqualTo(left);
        rig.advance(Duration.ofMinutes(5)).of("f1", new Input.Stop(true));
        assertThat(rig.take("f1", Output.Close.class)).hasSize(1);
        assertThat(leases()).isEmpty();
    }

    @Test
    void the_lease_of_one_that_is_back_is_renewed_again() {
        FrameworkInfo patient = INFO.toBuilder().setFailoverTimeout(3600).build();
        rig.subscribe("f1", patient, Optional.of(JournalSnapshot.NOTHING)).of("f1", new Input.Recovered());
        rig.complete().of("f1", new Input.Leave()).advance(Duration.ofMinutes(5));
        leases();
        rig.comeBack("f1", patient).advance(Duration.ofMinutes(1));
        // One of its return, and one each quarter of a minute.
        assertThat(leases()).hasSize(5);
    }

    private List<Instant> leases() {
        return rig.take("f1", Output.Write.class).stream()
                .map(Output.Write::entry)
                .filter(JournalEntry.Lease.class::isInstance)
                .map(entry -> ((JournalEntry.Lease) entry).seen())
                .toList();
    }

    private Instant lastLease() {
        List<Instant> leases = leases();
        return leases.get(leases.size() - 1);
    }

    @Test
    void a_stop_of_one_that_is_away_kills_its_tasks() {
        rig.subscribe("f1", INFO).see(Messages.agent("a1")).complete();
        Offer offer = rig.oneOffer("f1");
        rig.run("f1", offer, Messages.task("t", offer, 1, 100));
        rig.of("f1", new Input.Leave()).of("f1", new Input.Stop(false));
        assertThat(rig.take("f1", Output.Stop.class)).hasSize(1);
    }

    @Test
    void one_of_which_it_is_judged_whether_it_was_away_holds_up_nobody_else_and_loses_no_call() {
        rig.subscribe("f2", INFO).complete();
        rig.subscribe("f1", IMPATIENT, OLD);
        assertThat(rig.callbacks("f1")).containsExactly("Registered");
        rig.of("f1", new Call.Reconcile(List.of(asked("x"))));
        rig.see(Messages.agent("a1"));
        assertThat(rig.oneOffer("f2").getSlaveId().getValue()).isEqualTo("a1");
        assertThat(leases()).isEmpty();
        rig.running("f1", PROOF).of("f1", new Input.Recovered());
        assertThat(leases()).isNotEmpty();
        assertThat(rig.machine().view().frameworks().get(1).tasks()).hasSize(1);
        rig.advance(MasterRig.WINDOW);
        assertThat(rig.states("f1")).contains("x TASK_UNKNOWN");
    }

    @Test
    void what_becomes_of_agents_while_it_is_judged_is_told_in_its_turn() {
        rig.see(Messages.agent("a1")).complete().subscribe("f1", IMPATIENT, OLD);
        rig.running("f1", PROOF).gone("a1").of("f1", new Input.Recovered());
        assertThat(rig.states("f1")).anyMatch(state -> state.startsWith("t TASK_GONE"));
    }

    @Test
    void what_it_asks_on_a_new_stream_while_it_is_judged_is_answered() {
        rig.complete().subscribe("f1", IMPATIENT, OLD);
        rig.of("f1", new Input.Leave()).comeBack("f1", IMPATIENT);
        rig.of("f1", new Call.Reconcile(List.of(asked("x"))));
        rig.running("f1", PROOF).of("f1", new Input.Recovered()).advance(MasterRig.WINDOW);
        assertThat(rig.states("f1")).contains("x TASK_UNKNOWN");
    }

    @Test
    void one_that_was_away_for_too_long_is_removed_and_told_so() {
        rig.see(Messages.agent("a1")).complete().subscribe("f1", IMPATIENT, OLD);
        rig.of("f1", new Call.Reconcile(List.of())).of("f1", new Input.Recovered());
        assertThat(rig.take("f1", Output.Abort.class))
                .extracting(Output.Abort::message)
                .containsExactly("Framework has been removed");
        assertThat(leases()).isEmpty();
    }
}
