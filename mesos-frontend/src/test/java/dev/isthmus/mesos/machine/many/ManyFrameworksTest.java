package dev.isthmus.mesos.machine.many;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.Memo;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.allocator.quota.RoleQuota;
import dev.isthmus.mesos.machine.MasterRig;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.options.MasterMachineOptions.Presence;
import dev.isthmus.mesos.machine.options.Policy;
import dev.isthmus.mesos.machine.state.FrameworkState.Contact;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.resource.ScalarQuantities;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Several frameworks of one machine: each has its own, and they share the cluster. */
class ManyFrameworksTest {

    private static final FrameworkInfo INFO = Messages.framework();

    private final MasterRig rig = new MasterRig();

    @Test
    void required_MM05_one_that_comes_when_the_cluster_is_known_is_brought_up_to_it() {
        rig.see(Messages.agent("a1")).complete().subscribe("f1", INFO);
        assertThat(rig.take("f1", Output.Watch.class)).hasSize(1);
        assertThat(rig.callbacks("f1")).containsExactly("Registered", "Offers");
    }

    @Test
    void a_drivers_framework_that_comes_later_is_registered_and_offered_too() {
        MasterRig embedded = new MasterRig(Presence.EMBEDDED, Policy.DEFAULT);
        embedded.see(Messages.agent("a1")).complete().subscribe("f1", INFO);
        assertThat(embedded.callbacks("f1")).containsExactly("Registered", "Offers");
    }

    @Test
    void agents_are_shared_and_what_one_declines_the_other_is_offered() {
        rig.subscribe("f1", INFO).subscribe("f2", INFO).complete();
        rig.see(Messages.agent("a1")).see(Messages.agent("a2"));
        Offer first = rig.oneOffer("f1");
        Offer second = rig.oneOffer("f2");
        assertThat(first.getSlaveId()).isNotEqualTo(second.getSlaveId());
        rig.of("f1", new Call.Decline(first.getId().getValue(), 60)).advance(Duration.ofSeconds(1));
        assertThat(rig.oneOffer("f2").getSlaveId()).isEqualTo(first.getSlaveId());
        assertThat(rig.offers("f1")).isEmpty();
    }

    @Test
    void required_MM03_an_offer_of_another_framework_can_be_neither_used_nor_declined() {
        rig.subscribe("f1", INFO)
                .subscribe("f2", INFO)
                .see(Messages.agent("a1"))
                .complete();
        Offer offer = rig.oneOffer("f1");
        String id = offer.getId().getValue();
        rig.forget().launch("f2", id, 0, Messages.task("t", offer, 1, 100));
        TaskStatus dropped = rig.updates("f2").get(0);
        assertThat(dropped.getReason()).isEqualTo(TaskStatus.Reason.REASON_INVALID_OFFERS);
        assertThat(dropped.getMessage()).contains("Offer " + id + " is no longer valid");
        rig.of("f2", new Call.Decline(id, 60));
        assertThat(rig.state().offers().isOutstanding(id)).isTrue();
        rig.run("f1", offer, Messages.task("t", offer, 1, 100));
        assertThat(rig.states("f1")).containsExactly("t TASK_STARTING");
    }

    @Test
    void what_is_told_of_tasks_is_told_to_their_framework_alone() {
        rig.subscribe("f1", INFO).subscribe("f2", INFO);
        rig.see(Messages.agent("a1")).see(Messages.agent("a2")).complete();
        Offer first = rig.oneOffer("f1");
        Offer second = rig.oneOffer("f2");
        LaunchedTask one = rig.run("f1", first, Messages.task("t", first, 1, 100));
        rig.run("f2", second, Messages.task("t", second, 1, 100));
        rig.updates("f2");
        rig.forget().exit("f1", one).of("f1", new Call.Kill("t"));
        assertThat(rig.take("f2", Output.class)).isEmpty();
        assertThat(rig.machine().view().frameworks())
                .extracting(
                        framework -> framework.framework().id().value(),
                        framework -> framework.tasks().size())
                .containsExactly(tuple("f1", 1), tuple("f2", 1));
    }

    @Test
    void an_event_of_a_task_of_another_framework_is_ignored() {
        rig.subscribe("f1", INFO)
                .subscribe("f2", INFO)
                .see(Messages.agent("a1"))
                .complete();
        Offer offer = rig.oneOffer("f1");
        LaunchedTask task = rig.run("f1", offer, Messages.task("t", offer, 1, 100));
        rig.forget().exit("f2", task);
        assertThat(rig.take("f2", Output.class)).isEmpty();
        assertThat(rig.state().frameworks())
                .allSatisfy(framework -> assertThat(framework.tasks().find("t").isPresent())
                        .isEqualTo(framework.framework().id().value().equals("f1")));
    }

    @Test
    void one_that_ends_takes_no_timer_of_another() {
        Policy policy = new Policy(
                true,
                true,
                false,
                Duration.ofMinutes(10),
                Optional.of(Duration.ofMinutes(5)),
                Optional.of(Duration.ofMinutes(1)),
                Duration.ofSeconds(10));
        MasterRig timed = new MasterRig(Presence.STREAMING, policy);
        timed.subscribe("f1", INFO).subscribe("f2", INFO);
        timed.see(Messages.agent("a1")).see(Messages.agent("a2")).complete();
        Offer offer = timed.oneOffer("f1");
        timed.launch("f1", offer.getId().getValue(), 0, Messages.task("t", offer, 1, 100));
        LaunchedTask slow =
                timed.take("f1", Output.Launch.class).get(0).launch().task();
        timed.of("f1", new Input.LaunchAnswered(slow.launch(), new LaunchOutcome.Launched("arn")));
        timed.of("f2", new Input.Deactivate()).of("f2", new Input.Stop(false));
        assertThat(timed.take("f2", Output.Close.class)).hasSize(1);
        timed.forget().advance(Duration.ofSeconds(61));
        // Offers are made every second, and each is valid for a minute.
        assertThat(timed.callbacks("f1")).contains("Offers", "Rescinded");
        timed.advance(Duration.ofMinutes(5));
        assertThat(timed.take("f1", Output.Stop.class)).hasSize(1);
    }

    @Test
    void each_has_its_own_start() {
        rig.subscribe("f1", INFO).complete().advance(Duration.ofMinutes(30));
        // Without a journal it is not known whether an earlier process launched something a moment ago.
        FrameworkInfo known =
                INFO.toBuilder().setId(FrameworkID.newBuilder().setValue("f2")).build();
        Instant begin = rig.now();
        rig.subscribe("f2", known, Optional.empty()).advance(Duration.ofSeconds(5));
        rig.of("f2", new Input.Recovered());
        assertThat(rig.state().framework(new FrameworkId("f2")).allShownAt()).isEqualTo(begin.plus(MasterRig.WINDOW));
    }

    @Test
    void required_MM06_nothing_is_kept_of_those_that_have_gone_and_late_answers_are_dropped() {
        rig.subscribe("f1", INFO).subscribe("f2", INFO);
        rig.see(Messages.agent("a1")).see(Messages.agent("a2")).complete();
        Offer offer = rig.oneOffer("f1");
        LaunchedTask task = rig.run("f1", offer, Messages.task("t", offer, 1, 100));
        rig.of("f1", new Input.Stop(false));
        assertThat(rig.take("f1", Output.Stop.class)).hasSize(1);
        rig.exit("f1", task);
        assertThat(rig.take("f1", Output.Close.class)).hasSize(1);
        rig.forget().exit("f1", task).of("f1", new Call.Kill("t")).of("f1", new Input.Recovered());
        assertThat(rig.take("f1", Output.class)).isEmpty();
        assertThat(rig.machine().view().frameworks()).hasSize(1);
        rig.of("f2", new Input.Stop(true)).advance(MasterRig.WINDOW);
        assertEmpty();
        // Its id is free again.
        rig.subscribe("f1", INFO);
        assertThat(rig.callbacks("f1")).contains("Registered");
    }

    private void assertEmpty() {
        MasterView view = rig.machine().view();
        assertThat(view.frameworks()).isEmpty();
        assertThat(view.offers()).isEmpty();
        assertThat(rig.state().holdings().isEmpty()).isTrue();
        assertThat(rig.state().timers().size()).isZero();
        assertThat(rig.state().allocator().share("*").value()).isZero();
        assertThat(rig.machine().doubts()).isEmpty();
        assertThat(rig.machine().nextDue()).isEmpty();
    }

    @Test
    void tasks_that_go_on_without_their_framework_take_room_until_the_inventory_shows_them() {
        rig.subscribe("f1", INFO)
                .subscribe("f2", INFO)
                .see(Messages.agent("a1"))
                .complete();
        Offer offer = rig.oneOffer("f1");
        rig.run("f1", offer, Messages.task("t", offer, 1.5, 100));
        rig.of("f1", new Input.Stop(true));
        assertThat(rig.take("f1", Output.Close.class)).hasSize(1);
        rig.advance(Duration.ofSeconds(1));
        Offer rest = rig.oneOffer("f2");
        assertThat(Messages.scalar(rest, "cpus")).isEqualTo(0.5);
        rig.of("f2", new Call.Decline(rest.getId().getValue(), 0)).advance(MasterRig.WINDOW);
        // The agent has not shown it: by now it would, if it lived.
        assertThat(rig.state().offers().promisedOf(new AgentId("a1")).amount(ResourceName.CPUS))
                .isEqualTo(Amount.of(2));
    }

    @Test
    void agents_that_stay_away_are_lost_though_a_framework_is_away() {
        rig.subscribe("f1", INFO)
                .subscribe("f2", INFO)
                .see(Messages.agent("a1"))
                .complete();
        rig.of("f1", new Input.Leave()).forget();
        rig.see(Messages.agent("a1").toBuilder().state(AgentState.DISCONNECTED).build());
        rig.advance(Duration.ofMinutes(11));
        assertThat(rig.callbacks("f2")).contains("AgentLost");
        assertThat(rig.callbacks("f1")).isEmpty();
        rig.comeBack("f1", INFO);
        assertThat(rig.callbacks("f1")).containsExactly("Reregistered", "AgentLost");
    }

    @Test
    void a_second_subscription_of_a_known_framework_is_ignored() {
        rig.subscribe("f1", INFO).forget().subscribe("f1", INFO, Optional.empty());
        assertThat(rig.take("f1", Output.class)).isEmpty();
        assertThat(rig.rest()).hasSize(1);
        rig.of("f3", new Call.Revive(Optional.empty()));
        assertThat(rig.state().frameworks()).hasSize(1);
    }

    @Test
    void an_update_that_is_not_acknowledged_is_sent_again_to_its_framework() {
        rig.subscribe("f1", INFO)
                .subscribe("f2", INFO)
                .see(Messages.agent("a1"))
                .complete();
        Offer offer = rig.oneOffer("f1");
        rig.run("f1", offer, Messages.task("t", offer, 1, 100));
        rig.forget().advance(Duration.ofSeconds(10));
        assertThat(rig.states("f1")).containsExactly("t TASK_STARTING");
        assertThat(rig.states("f2")).isEmpty();
    }

    @Test
    void a_doubt_is_of_one_framework_and_so_is_its_answer() {
        rig.subscribe("f1", INFO, Optional.of(JournalSnapshot.NOTHING))
                .subscribe("f2", INFO, Optional.of(JournalSnapshot.NOTHING));
        FrameworkId id = new FrameworkId("f1");
        Epoch epoch = new Epoch(9);
        LaunchedTask newer = new LaunchedTask(
                LaunchId.of(id, new TaskId("t"), "o"),
                id,
                new TaskId("t"),
                new AgentId("a1"),
                Resources.none(Dialect.MESOS),
                Optional.empty(),
                Memo.NONE,
                Optional.of(epoch));
        rig.running("f1", newer);
        assertThat(rig.machine().doubts()).containsExactly(entry(id, epoch));
        rig.of("f2", new Input.Stands(epoch));
        assertThat(rig.machine().doubts()).hasSize(1);
        rig.of("f1", new Input.Stands(epoch));
        assertThat(rig.machine().doubts()).isEmpty();
        assertThat(rig.machine().view().frameworks().get(0).tasks()).hasSize(1);
    }

    @Test
    void weights_and_quotas_are_kept_by_the_next_allocation() {
        rig.subscribe("f1", Messages.multiRole(List.of("r1")))
                .subscribe("f2", Messages.multiRole(List.of("r2")))
                .complete();
        for (int i = 1; i <= 6; i++) {
            rig.see(Messages.agent("a" + i));
        }
        assertThat(rig.offers("f1")).hasSize(3);
        assertThat(rig.offers("f2")).hasSize(3);
        rig.feed(new MasterInput.Weights(new TreeMap<>(Map.of("r2", Amount.of(2)))));
        rig.forget().advance(Duration.ofSeconds(1));
        assertThat(rig.offers("f1")).hasSize(2);
        assertThat(rig.offers("f2")).hasSize(4);
        rig.feed(new MasterInput.Quotas(new TreeMap<>(
                Map.of("r2", RoleQuota.of(new TreeMap<>(Map.of(ResourceName.CPUS, Amount.of(2))))))));
        rig.forget().advance(Duration.ofSeconds(1));
        assertThat(promisedTo("r2")).isEqualTo(2000);
        assertThat(rig.state().offers().promisedOf(new AgentId("a6")).isEmpty()).isFalse();
    }

    @Test
    void a_quota_rescinds_no_more_than_stands_in_its_way() {
        rig.subscribe("f1", Messages.multiRole(List.of("r1")))
                .subscribe("f2", Messages.multiRole(List.of("r2")))
                .complete();
        for (int i = 1; i <= 6; i++) {
            rig.see(Messages.agent("a" + i));
        }
        // Of two equal halves, this leaves one agent to the role itself, and takes one from the other.
        long each = promisedTo("r1") / 3;
        assertThat(promisedTo("r2")).isEqualTo(3 * each);
        rig.feed(new MasterInput.Quotas(new TreeMap<>(
                Map.of("r1", RoleQuota.of(new TreeMap<>(Map.of(ResourceName.CPUS, Amount.ofThousandths(each))))))));
        assertThat(promisedTo("r1")).isEqualTo(each);
        assertThat(promisedTo("r2")).isEqualTo(3 * each);
        rig.feed(new MasterInput.Quotas(new TreeMap<>(Map.of(
                "r3", RoleQuota.of(new TreeMap<>(Map.of(ResourceName.CPUS, Amount.ofThousandths(each + 1))))))));
        assertThat(promisedTo("r1") + promisedTo("r2")).isEqualTo(2 * each);
        rig.feed(new MasterInput.Quotas(new TreeMap<>(Map.of("r3", RoleQuota.NONE))));
        assertThat(promisedTo("r1") + promisedTo("r2")).isEqualTo(2 * each);
    }

    /** CPUs that a role is offered, in thousandths. */
    private long promisedTo(String role) {
        return rig.machine().view().offers().stream()
                .filter(offer -> offer.role().equals(role))
                .mapToLong(offer -> ScalarQuantities.of(offer.portions()).thousandths(ResourceName.CPUS))
                .sum();
    }

    @Test
    void what_a_view_shows_is_what_there_is() {
        rig.subscribe("f1", INFO).see(Messages.agent("a1")).complete();
        Offer offer = rig.oneOffer("f1");
        rig.run("f1", offer, Messages.task("t", offer, 0.5, 100));
        rig.advance(Duration.ofSeconds(1));
        MasterView view = rig.machine().view();
        assertThat(view.offers()).hasSize(1);
        assertThat(view.frameworks().get(0).contact()).isEqualTo(Contact.CONNECTED);
        assertThat(view.frameworks().get(0).tasks().get(0).id().value()).isEqualTo("t");
        MasterView.OfAgent agent = view.agents().get(0);
        assertThat(agent.inUse().total().plus(agent.promised().total())).isEqualTo(agent.total());
    }
}
