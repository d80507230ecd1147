package dev.isthmus.mesos.machine.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.AgentAddress;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.Memo;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.maintenance.MachineId;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.api.maintenance.MaintenanceWindow;
import dev.isthmus.api.maintenance.Unavailability;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MasterRig;
import dev.isthmus.mesos.machine.options.MasterMachineOptions.Presence;
import dev.isthmus.mesos.machine.options.Policy;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.InverseOffer;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.offer.InverseOfferLedger.Answer;
import dev.isthmus.mesos.status.StopCause;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Agents on machines that are maintained: what frameworks are offered and asked for, and what is stopped (src/tests/master_maintenance_tests.cpp). */
class MaintainedAgentsTest {

    private static final FrameworkInfo INFO = Messages.framework();
    private static final Unavailability SOON = new Unavailability(60_000_000_000L, OptionalLong.of(120_000_000_000L));
    private static final Unavailability LATER = new Unavailability(90_000_000_000L, OptionalLong.empty());
    private static final Duration RUN = Duration.ofSeconds(1);

    private final MasterRig rig = new MasterRig();

    private static MachineId machine(String agent) {
        return new MachineId(agent.toUpperCase(Locale.ROOT) + ".example", "10.0.0.1");
    }

    private static MaintenancePlan plan(Unavailability when, String... agents) {
        return MaintenancePlan.NONE.withWindows(List.of(new MaintenanceWindow(
                Stream.of(agents).map(MaintainedAgentsTest::machine).toList(), when)));
    }

    private MasterRig maintain(MaintenancePlan plan) {
        return rig.feed(new MasterInput.Maintenance(plan));
    }

    private void down(String agent) {
        maintain(plan(SOON, agent).withDown(List.of(machine(agent))));
    }

    /** What a framework is asked for, since this was asked last. */
    private List<InverseOffer> asked(String framework) {
        return rig.take(framework, Callback.InverseOffers.class).stream()
                .flatMap(callback -> callback.offers().stream())
                .toList();
    }

    private InverseOffer askedOnce(String framework) {
        List<InverseOffer> asked = asked(framework);
        assertThat(asked).hasSize(1);
        return asked.get(0);
    }

    private void answer(boolean accept, double refuse, InverseOffer... offers) {
        rig.of(
                "f1",
                new Call.AnswerInverseOffers(
                        accept,
                        Stream.of(offers).map(offer -> offer.getId().getValue()).toList(),
                        refuse));
    }

    private List<Answer> answers() {
        return rig.machine().view().agents().get(0).answers();
    }

    private void oneFrameworkAndAgents(String... agents) {
        rig.subscribe("f1", INFO);
        Stream.of(agents).forEach(agent -> rig.see(Messages.agent(agent)));
        rig.complete();
    }

    /** PendingUnavailabilityTest. */
    @Test
    void required_MM08_what_is_offered_is_rescinded_and_offered_again_with_the_time_and_asked_for() {
        oneFrameworkAndAgents("a1", "a2");
        assertThat(rig.offers("f1")).hasSize(2).noneMatch(Offer::hasUnavailability);
        rig.forget();
        maintain(plan(SOON, "a1"));
        assertThat(rig.take("f1", Callback.Rescinded.class)).hasSize(1);
        Offer again = rig.oneOffer("f1");
        assertThat(again.getSlaveId().getValue()).isEqualTo("a1");
        assertThat(again.getUnavailability().getStart().getNanoseconds()).isEqualTo(60_000_000_000L);
        assertThat(again.getUnavailability().getDuration().getNanoseconds()).isEqualTo(120_000_000_000L);
        InverseOffer asked = askedOnce("f1");
        assertThat(asked.getSlaveId().getValue()).isEqualTo("a1");
        assertThat(asked.getUnavailability()).isEqualTo(again.getUnavailability());
        assertThat(asked.getFrameworkId().getValue()).isEqualTo("f1");
        assertThat(asked.getUrl()).isEqualTo(again.getUrl());
        assertThat(asked.getResourcesCount()).isZero();
        assertThat(asked.getId()).isNotEqualTo(again.getId());
        rig.forget().advance(Duration.ofSeconds(10));
        assertThat(rig.callbacks("f1")).isEmpty();
    }

    /** MaintenanceInverseOffers, of hierarchical_allocator_tests.cpp. */
    @Test
    void who_has_nothing_on_an_agent_is_not_asked_for_it() {
        oneFrameworkAndAgents("a1", "a2");
        List<Offer> offers = rig.offers("f1");
        Offer second = offers.stream()
                .filter(offer -> offer.getSlaveId().getValue().equals("a2"))
                .findFirst()
                .orElseThrow();
        rig.of("f1", new Call.Decline(second.getId().getValue(), 86_400));
        maintain(plan(SOON, "a1", "a2"));
        assertThat(asked("f1"))
                .extracting(asked -> asked.getSlaveId().getValue())
                .containsExactly("a1");
        rig.forget().advance(RUN);
        assertThat(asked("f1")).isEmpty();
    }

    /** AddAgentWithUnknownFrameworkAndMaintenance, of hierarchical_allocator_tests.cpp. */
    @Test
    void an_agent_with_tasks_of_a_framework_that_is_not_known_is_maintained_too() {
        maintain(plan(SOON, "a1"));
        rig.see(Messages.agent("a1").toBuilder()
                        .holdings(List.of(new Holding(
                                LaunchId.of(new FrameworkId("f9"), new TaskId("t"), "o"),
                                Resources.none(Dialect.MESOS))))
                        .build())
                .complete();
        rig.subscribe("f1", INFO);
        assertThat(rig.oneOffer("f1").hasUnavailability()).isTrue();
        assertThat(askedOnce("f1").getSlaveId().getValue()).isEqualTo("a1");
    }

    /** InverseOffers and InverseOffersFilters. */
    @Test
    void answers_are_recorded_and_filters_hold_the_next_one_back() {
        oneFrameworkAndAgents("a1");
        maintain(plan(SOON, "a1"));
        assertThat(answers()).isEmpty();
        answer(false, 0, askedOnce("f1"));
        assertThat(answers()).containsExactly(new Answer(new FrameworkId("f1"), false, rig.now()));
        rig.advance(RUN);
        answer(true, 0, askedOnce("f1"));
        assertThat(answers()).containsExactly(new Answer(new FrameworkId("f1"), true, rig.now()));
        rig.advance(RUN);
        answer(false, 100, askedOnce("f1"));
        rig.advance(Duration.ofSeconds(99));
        assertThat(asked("f1")).isEmpty();
        rig.advance(RUN);
        assertThat(asked("f1")).hasSize(1);
    }

    @Test
    void a_task_is_asked_for_where_nothing_is_offered() {
        oneFrameworkAndAgents("a1");
        Offer offer = rig.oneOffer("f1");
        rig.launch("f1", offer.getId().getValue(), 3600, Messages.task("t", offer, 1, 100));
        maintain(plan(SOON, "a1"));
        assertThat(rig.offers("f1")).isEmpty();
        assertThat(askedOnce("f1").getSlaveId().getValue()).isEqualTo("a1");
    }

    /** AcceptInvalidInverseOffer. */
    @Test
    void answers_that_do_not_fit_change_nothing() {
        rig.subscribe("f2", INFO);
        oneFrameworkAndAgents("a1", "a2", "a3");
        maintain(plan(SOON, "a1", "a2", "a3"));
        List<InverseOffer> asked =
                Stream.concat(asked("f1").stream(), asked("f2").stream()).toList();
        assertThat(asked).hasSize(3);
        List<InverseOffer> own = asked.stream()
                .filter(offer -> offer.getFrameworkId().getValue().equals("f1"))
                .toList();
        InverseOffer foreign = asked.stream()
                .filter(offer -> offer.getFrameworkId().getValue().equals("f2"))
                .findFirst()
                .orElseThrow();
        InverseOffer nobodys = own.get(0).toBuilder()
                .setId(own.get(0).getId().toBuilder().setValue("invalid-inverse-offer"))
                .build();
        answer(true, 0, nobodys);
        answer(true, 0, own.get(0), nobodys);
        answer(true, 0, own.get(0), own.get(0));
        answer(true, 0, foreign);
        answer(true, 0);
        answer(false, 0, nobodys, foreign);
        if (own.size() > 1) {
            answer(true, 0, own.get(0), own.get(1));
        }
        assertThat(rig.machine().view().agents())
                .allSatisfy(agent -> assertThat(agent.answers()).isEmpty());
        assertThat(rig.state().inverseOffers().isOutstanding(own.get(0).getId().getValue()))
                .isTrue();
        answer(false, 0, nobodys, own.get(0));
        assertThat(rig.machine().view().agents().stream()
                        .flatMap(agent -> agent.answers().stream())
                        .toList())
                .containsExactly(new Answer(new FrameworkId("f1"), false, rig.now()));
    }

    @Test
    void another_schedule_rescinds_what_was_asked_and_forgets_what_was_answered() {
        oneFrameworkAndAgents("a1");
        maintain(plan(SOON, "a1"));
        answer(false, 86_400, askedOnce("f1"));
        maintain(plan(LATER, "a1"));
        assertThat(answers()).isEmpty();
        InverseOffer second = askedOnce("f1");
        assertThat(second.getUnavailability().hasDuration()).isFalse();
        rig.forget();
        maintain(MaintenancePlan.NONE);
        assertThat(rig.take("f1", Callback.InverseOfferRescinded.class))
                .extracting(callback -> callback.offer())
                .containsExactly(second.getId());
        assertThat(rig.oneOffer("f1").hasUnavailability()).isFalse();
        rig.forget().advance(RUN);
        assertThat(rig.callbacks("f1")).isEmpty();
    }

    @Test
    void the_same_schedule_again_changes_nothing() {
        oneFrameworkAndAgents("a1");
        maintain(plan(SOON, "a1"));
        rig.forget();
        maintain(plan(SOON, "a1"));
        assertThat(rig.callbacks("f1")).isEmpty();
    }

    /** SchedulerFailover: what was sent before is void without a word. */
    @Test
    void who_comes_back_is_asked_anew_whatever_it_refused() {
        oneFrameworkAndAgents("a1");
        maintain(plan(SOON, "a1"));
        answer(false, 86_400, askedOnce("f1"));
        maintain(plan(LATER, "a1"));
        InverseOffer before = askedOnce("f1");
        rig.forget().comeBack("f1", INFO);
        assertThat(rig.take("f1", Callback.InverseOfferRescinded.class)).isEmpty();
        assertThat(askedOnce("f1").getId()).isNotEqualTo(before.getId());
        answer(true, 0, before);
        assertThat(answers()).isEmpty();
    }

    @Test
    void one_that_nobody_answers_is_rescinded_as_an_offer_is() {
        MasterRig timed =
                new MasterRig(Presence.STREAMING, Policy.DEFAULT.withOfferTimeout(Optional.of(Duration.ofSeconds(60))));
        timed.subscribe("f1", INFO).see(Messages.agent("a1")).complete();
        timed.feed(new MasterInput.Maintenance(plan(SOON, "a1"))).forget();
        timed.advance(Duration.ofSeconds(61));
        assertThat(timed.take("f1", Callback.InverseOfferRescinded.class)).hasSize(1);
        assertThat(timed.take("f1", Callback.InverseOffers.class)).hasSize(1);
    }

    @Test
    void of_an_agent_that_cannot_be_reached_nothing_is_asked() {
        oneFrameworkAndAgents("a1");
        maintain(plan(SOON, "a1"));
        rig.forget()
                .see(Messages.agent("a1").toBuilder()
                        .state(AgentState.DISCONNECTED)
                        .build());
        assertThat(rig.take("f1", Callback.InverseOfferRescinded.class)).hasSize(1);
        rig.forget().see(Messages.agent("a1")).advance(RUN);
        assertThat(asked("f1")).hasSize(1);
        rig.forget().gone("a1");
        assertThat(rig.take("f1", Callback.InverseOfferRescinded.class)).hasSize(1);
    }

    /** EnterMaintenanceMode. */
    @Test
    void required_MM08_tasks_on_a_machine_that_is_down_are_stopped_and_lost_with_their_agent() {
        oneFrameworkAndAgents("a1", "a2");
        Offer offer = rig.offers("f1").get(0);
        LaunchedTask task = rig.run("f1", offer, Messages.task("t", offer, 1, 100));
        rig.updates("f1");
        maintain(plan(SOON, "a1"));
        rig.forget();
        down("a1");
        assertThat(rig.take("f1", Callback.AgentLost.class)).hasSize(1);
        assertThat(rig.take("f1", Output.Stop.class))
                .extracting(Output.Stop::reason)
                .containsExactly(StopCause.MAINTENANCE.words());
        assertThat(rig.rest())
                .extracting(output -> output.output())
                .contains(new Output.SetState(new AgentId("a1"), true));
        rig.phase("f1", task, stopped());
        TaskStatus lost =
                rig.updates("f1").stream().reduce((first, last) -> last).orElseThrow();
        assertThat(lost.getState().name()).isEqualTo("TASK_LOST");
        assertThat(lost.getSource()).isEqualTo(TaskStatus.Source.SOURCE_MASTER);
        assertThat(lost.getReason()).isEqualTo(TaskStatus.Reason.REASON_SLAVE_REMOVED);
        rig.forget().advance(Duration.ofSeconds(10));
        assertThat(rig.offers("f1"))
                .noneMatch(each -> each.getSlaveId().getValue().equals("a1"));
        assertThat(asked("f1")).isEmpty();
        assertThat(rig.machine().view().agents())
                .extracting(agent -> agent.agent().id().value())
                .containsExactly("a2");
        assertThat(rig.machine().standings(new FrameworkId("f1")))
                .extracting(
                        standing -> standing.agent().id().value(),
                        standing -> standing.rule().name())
                .contains(tuple("a1", "DOWN"));
        rig.forget();
        maintain(MaintenancePlan.NONE);
        assertThat(rig.rest())
                .extracting(output -> output.output())
                .contains(new Output.SetState(new AgentId("a1"), false));
        assertThat(rig.oneOffer("f1").hasUnavailability()).isFalse();
    }

    private static TaskPhase.Ended stopped() {
        return new TaskPhase.Ended(
                Ending.STOPPED, OptionalInt.of(143), true, "isthmus: " + StopCause.MAINTENANCE.words());
    }

    /** The next master knows nothing of the first one's wish to stop them, and what the backend tells it with the end comes to the same. */
    @Test
    void required_MM08_a_task_that_is_found_on_a_machine_that_is_down_is_stopped_too() {
        down("a1");
        rig.see(Messages.agent("a1")).complete();
        assertThat(rig.rest())
                .extracting(output -> output.output())
                .contains(new Output.SetState(new AgentId("a1"), true));
        rig.subscribe("f1", INFO);
        LaunchedTask found = new LaunchedTask(
                LaunchId.of(new FrameworkId("f1"), new TaskId("t"), "o"),
                new FrameworkId("f1"),
                new TaskId("t"),
                new AgentId("a1"),
                Resources.none(Dialect.MESOS),
                Optional.empty(),
                Memo.NONE);
        rig.forget().running("f1", found);
        assertThat(rig.take("f1", Output.Stop.class)).hasSize(1);
        rig.advance(Duration.ofSeconds(10));
        assertThat(rig.offers("f1")).isEmpty();
        assertThat(rig.take("f1", Callback.AgentLost.class)).isEmpty();
        rig.updates("f1");
        rig.phase("f1", found, stopped());
        assertThat(rig.states("f1")).containsExactly("t TASK_LOST");
    }

    @Test
    void a_launch_that_is_under_way_when_its_machine_goes_down_is_stopped_when_it_is_answered() {
        oneFrameworkAndAgents("a1");
        Offer offer = rig.oneOffer("f1");
        rig.launch("f1", offer.getId().getValue(), 0, Messages.task("t", offer, 1, 100));
        LaunchedTask task = rig.take("f1", Output.Launch.class).get(0).launch().task();
        down("a1");
        assertThat(rig.take("f1", Output.Stop.class)).isEmpty();
        rig.of("f1", new Input.LaunchAnswered(task.launch(), new LaunchOutcome.Launched("arn")));
        assertThat(rig.take("f1", Output.Stop.class)).hasSize(1);
    }

    @Test
    void a_lost_agent_that_is_on_a_machine_that_is_down_is_told_to_be_lost_once() {
        oneFrameworkAndAgents("a1");
        down("a1");
        rig.see(Messages.agent("a1").toBuilder().state(AgentState.DISCONNECTED).build());
        rig.advance(Duration.ofHours(1));
        rig.gone("a1");
        assertThat(rig.take("f1", Callback.AgentLost.class)).hasSize(1);
    }

    @Test
    void an_agent_whose_host_name_is_known_later_is_on_its_machine_from_then_on() {
        rig.subscribe("f1", INFO)
                .see(Messages.agent("a1").toBuilder()
                        .address(new AgentAddress("i-1", AgentAddress.UNKNOWN_IP))
                        .build())
                .complete();
        down("a1");
        rig.forget().see(Messages.agent("a1"));
        assertThat(rig.take("f1", Callback.AgentLost.class)).hasSize(1);
        rig.forget().advance(Duration.ofSeconds(10));
        assertThat(rig.offers("f1")).isEmpty();
    }
}
