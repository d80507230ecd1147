package dev.isthmus.mesos.machine.offer;

import static dev.isthmus.mesos.Messages.scalar;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentAddress;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MachineRig;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferFilters;
import dev.isthmus.mesos.messages.Protos.OfferFilters.MinAllocatableResources;
import dev.isthmus.mesos.messages.Protos.OfferFilters.ResourceQuantities;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.mesos.messages.scheduler.Protos.AttributeConstraint;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OffersTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final MachineRig rig = new MachineRig(Messages.framework());

    @Test
    void point_26_one_run_is_one_call_with_one_offer_for_each_agent() {
        rig.start(Messages.agent("a1"), Messages.agent("a2"), Messages.agent("a3"));
        List<Callback.Offers> calls = rig.outputs(Callback.Offers.class);
        assertThat(calls).hasSize(1);
        assertThat(calls.get(0).offers())
                .extracting(offer -> offer.getSlaveId().getValue())
                .containsExactlyInAnyOrder("a1", "a2", "a3");
    }

    @Test
    void point_27_an_offer_says_all_that_is_known_of_its_agent() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        assertThat(offer.getFrameworkId().getValue()).isEqualTo(rig.id());
        assertThat(offer.getHostname()).isEqualTo("a1.example");
        assertThat(offer.getUrl().getScheme()).isEqualTo("http");
        assertThat(offer.getUrl().getAddress().getIp()).isEqualTo("10.0.0.1");
        assertThat(offer.getAttributesList()).hasSize(1);
        assertThat(offer.getAttributes(0).getText().getValue()).isEqualTo("r1");
        assertThat(offer.getDomain().getFaultDomain().getZone().getName()).isEqualTo("us-east-1a");
        assertThat(offer.getExecutorIdsList()).isEmpty();
        assertThat(scalar(offer, "cpus")).isEqualTo(2.0);
        assertThat(scalar(offer, "mem")).isEqualTo(4096.0);
    }

    @Test
    void point_28_offer_ids_are_never_used_again() {
        Set<String> seen = new HashSet<>();
        rig.start(Messages.agent("a1"));
        for (int i = 0; i < 20; i++) {
            Offer offer = rig.oneOffer();
            assertThat(seen.add(offer.getId().getValue())).isTrue();
            rig.decline(offer, 0).advance(SECOND);
        }
        MachineRig restarted = new MachineRig(Messages.framework());
        restarted.start(Messages.agent("a1"));
        assertThat(restarted.oneOffer().getId().getValue())
                .startsWith(restarted.master().toString());
    }

    @Test
    void point_29_point_30_what_is_free_is_offered_once_and_all_of_it() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        rig.advance(SECOND);
        assertThat(rig.offers()).isEmpty();
        rig.launch(List.of(offer.getId().getValue()), 0, Messages.task("t", offer, 0.5, 1024))
                .advance(SECOND);
        Offer rest = rig.oneOffer();
        assertThat(scalar(rest, "cpus")).isEqualTo(1.5);
        assertThat(scalar(rest, "mem")).isEqualTo(3072.0);
    }

    @Test
    void point_29_hundredths_that_each_round_down_do_not_add_up_to_more_than_the_agent_has() {
        rig.start(Messages.agent("a1", "CPU:1024; MEMORY:102400"));
        Offer offer = rig.oneOffer();
        for (int i = 0; i < 102; i++) {
            rig.launch(List.of(offer.getId().getValue()), 0, Messages.task("t" + i, offer, 0.010, 1))
                    .advance(SECOND);
            List<Offer> next = rig.offers();
            if (next.isEmpty()) {
                break;
            }
            offer = next.get(0);
        }
        assertThat(rig.launches().size()).isLessThanOrEqualTo(100);
    }

    /** Whichever is told first, and whether the agent accounts for it or only the event tells of it. */
    @Test
    void point_29_a_task_of_an_earlier_process_counts_once_however_it_is_told_of() {
        Agent whole = Messages.agent("a1");
        rig.start(whole);
        Offer offer = rig.oneOffer();
        LaunchedTask task = rig.run(offer, Messages.task("t", offer, 1.5, 1024));
        Agent accounted = whole.toBuilder()
                .free(Messages.agent("x", "CPU:512; MEMORY:3072").total())
                .holdings(List.of(new Holding(task.launch(), task.demand())))
                .build();
        for (MachineRig next : List.of(
                next().running(task).see(accounted),
                next().see(accounted).running(task),
                next().see(whole).running(task),
                next().see(accounted).running(task).see(accounted).running(task))) {
            next.complete().feed(new Input.Recovered());
            Offer rest = next.oneOffer();
            assertThat(scalar(rest, "cpus")).isEqualTo(0.5);
            assertThat(scalar(rest, "mem")).isEqualTo(3072.0);
        }
    }

    private MachineRig next() {
        FrameworkInfo.Builder same = Messages.framework().toBuilder();
        same.getIdBuilder().setValue(rig.id());
        return new MachineRig(same.build()).feed(new Input.Start());
    }

    @Test
    void point_30_too_little_is_not_offered() {
        rig.start(Messages.agent("a1", "CPU:9; MEMORY:31"));
        assertThat(rig.offers()).isEmpty();
        MachineRig cpu = new MachineRig(Messages.framework());
        cpu.start(Messages.agent("a1", "CPU:11; MEMORY:1"));
        assertThat(cpu.offers()).hasSize(1);
        MachineRig mem = new MachineRig(Messages.framework());
        mem.start(Messages.agent("a1", "CPU:1; MEMORY:32"));
        assertThat(mem.offers()).hasSize(1);
    }

    private static FrameworkInfo wanting(MinAllocatableResources minimum) {
        return Messages.framework().toBuilder()
                .putOfferFilters(
                        "*",
                        OfferFilters.newBuilder()
                                .setMinAllocatableResources(minimum)
                                .build())
                .build();
    }

    @Test
    void point_30_the_framework_may_say_what_is_too_little() {
        MinAllocatableResources twoCpus = MinAllocatableResources.newBuilder()
                .addQuantities(ResourceQuantities.newBuilder()
                        .putQuantities(
                                "cpus",
                                Value.Scalar.newBuilder().setValue(2.001).build()))
                .build();
        MachineRig picky = new MachineRig(wanting(twoCpus));
        picky.start(Messages.agent("a1"));
        assertThat(picky.offers()).isEmpty();
        MachineRig modest = new MachineRig(wanting(MinAllocatableResources.getDefaultInstance()));
        modest.start(Messages.agent("a1", "CPU:2; MEMORY:1"));
        assertThat(modest.offers()).hasSize(1);
    }

    @Test
    void point_31_what_comes_back_is_offered_at_the_next_second_and_not_before() {
        rig.start(Messages.agent("a1"));
        rig.advance(Duration.ofMillis(300)).decline(rig.oneOffer(), 0);
        assertThat(rig.offers()).isEmpty();
        rig.advance(Duration.ofMillis(699));
        assertThat(rig.offers()).isEmpty();
        rig.advance(Duration.ofMillis(1));
        assertThat(rig.offers()).hasSize(1);
    }

    @Test
    void point_31_what_a_task_held_is_offered_at_the_next_second_after_its_end_and_not_before() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        rig.launch(List.of(offer.getId().getValue()), 0, Messages.task("t", offer, 2, 4096));
        rig.launched(rig.lastLaunched()).running(rig.lastLaunched());
        rig.advance(Duration.ofMillis(300)).exit(rig.lastLaunched(), 0);
        assertThat(rig.states()).endsWith(TaskState.TASK_FINISHED);
        rig.advance(Duration.ofMillis(699));
        assertThat(rig.offers()).isEmpty();
        rig.advance(Duration.ofMillis(1));
        assertThat(scalar(rig.oneOffer(), "cpus")).isEqualTo(2.0);
    }

    @Test
    void point_31_what_is_taken_back_is_offered_at_the_next_second_and_not_before() {
        MachineRig timed =
                new MachineRig(Messages.framework(), true, List.of(), Optional.of(Duration.ofMillis(30_300)));
        timed.start(Messages.agent("a1"));
        timed.oneOffer();
        timed.advance(Duration.ofMillis(30_300));
        assertThat(timed.rescinded()).hasSize(1);
        timed.advance(Duration.ofMillis(699));
        assertThat(timed.offers()).isEmpty();
        timed.advance(Duration.ofMillis(1));
        assertThat(timed.offers()).hasSize(1);
    }

    @Test
    void point_31_reconnecting_within_a_second_does_not_double_the_runs() {
        rig.start(Messages.agent("a1"));
        for (int i = 0; i < 5; i++) {
            rig.loseContact(dev.isthmus.api.failure.BackendFailure.Category.TRANSIENT)
                    .complete();
        }
        List<Offer> offers = rig.offers();
        rig.decline(offers.get(offers.size() - 1), 0.5).advance(SECOND);
        // A filter outlives one run at least: had the runs doubled, it would have expired.
        assertThat(rig.offers()).isEmpty();
        assertThat(rig.advance(SECOND).offers()).hasSize(1);
    }

    @Test
    void point_31_a_new_agent_is_offered_at_once() {
        rig.start();
        rig.see(Messages.agent("a1"));
        assertThat(rig.offers()).hasSize(1);
    }

    @Test
    void point_31_changed_capacity_is_offered_at_once_and_the_old_offer_taken_back() {
        rig.start(Messages.agent("a1"));
        Offer old = rig.oneOffer();
        rig.see(Messages.agent("a1", "CPU:4096; MEMORY:4096"));
        assertThat(rig.rescinded()).containsExactly(old.getId().getValue());
        assertThat(scalar(rig.oneOffer(), "cpus")).isEqualTo(4.0);
    }

    @Test
    void an_offer_says_what_its_agent_is_now_and_not_what_it_was() {
        Agent agent = Messages.agent("a1");
        rig.start(agent);
        Offer old = rig.oneOffer();
        rig.see(agent.toBuilder().attributes(Map.of("rack", "r9")).build());
        assertThat(rig.oneOffer().getAttributes(0).getText().getValue()).isEqualTo("r9");
        rig.see(agent.toBuilder()
                .address(new AgentAddress("a1.internal", "10.0.0.9"))
                .build());
        Offer offer = rig.oneOffer();
        assertThat(offer.getHostname()).isEqualTo("a1.internal");
        assertThat(offer.getUrl().getAddress().getIp()).isEqualTo("10.0.0.9");
        assertThat(offer.getAttributesList()).isEqualTo(old.getAttributesList());
        rig.see(agent.toBuilder().zone(Optional.of("us-east-1b")).build());
        Offer elsewhere = rig.oneOffer();
        assertThat(elsewhere.getDomain().getFaultDomain().getZone().getName()).isEqualTo("us-east-1b");
        assertThat(elsewhere.getHostname()).isEqualTo(old.getHostname());
    }

    @Test
    void point_31_point_52_an_agent_that_is_described_anew_is_offered_at_once_and_the_old_offer_taken_back() {
        Agent agent = Messages.agent("a1");
        for (Agent changed : List.of(
                agent.toBuilder().attributes(Map.of("rack", "r9")).build(),
                agent.toBuilder()
                        .address(new AgentAddress("a1.internal", "10.0.0.9"))
                        .build())) {
            MachineRig each = new MachineRig(Messages.framework());
            each.start(agent);
            Offer old = each.oneOffer();
            assertThat(each.see(agent).callbacks()).as("seen again as it was").containsExactly("Registered");
            each.see(changed);
            assertThat(each.rescinded()).containsExactly(old.getId().getValue());
            assertThat(each.offers()).hasSize(1);
        }
    }

    @Test
    void point_32_offers_stand_for_ever() {
        rig.start(Messages.agent("a1"));
        rig.forget();
        rig.advance(Duration.ofHours(1));
        assertThat(rig.callbacks()).isEmpty();
    }

    @Test
    void point_32_with_an_offer_timeout_an_unanswered_offer_is_rescinded_once() {
        MachineRig timed = new MachineRig(Messages.framework(), true, List.of(), Optional.of(Duration.ofSeconds(30)));
        timed.start(Messages.agent("a1"));
        Offer offer = timed.oneOffer();
        timed.advance(Duration.ofSeconds(30));
        assertThat(timed.rescinded()).containsExactly(offer.getId().getValue());
        Offer again = timed.oneOffer();
        timed.decline(again, 3600).advance(Duration.ofSeconds(60));
        assertThat(timed.rescinded()).isEmpty();
    }

    @Test
    void point_32_an_offer_that_was_used_is_not_rescinded_when_its_time_is_over() {
        MachineRig timed = new MachineRig(Messages.framework(), true, List.of(), Optional.of(Duration.ofSeconds(30)));
        timed.start(Messages.agent("a1"));
        Offer offer = timed.oneOffer();
        timed.launch(List.of(offer.getId().getValue()), 3600, Messages.task("t", offer, 0.5, 64));
        timed.launched(timed.lastLaunched()).advance(Duration.ofSeconds(60));
        assertThat(timed.rescinded()).isEmpty();
        assertThat(timed.launches()).hasSize(1);
        assertThat(timed.updates()).as("nothing became of the task either").isEmpty();
    }

    @Test
    @SuppressWarnings("deprecation") // The old role field is what this point is about.
    void point_33_without_multi_role_there_is_no_allocation_info_and_the_role_is_a_star() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        assertThat(offer.hasAllocationInfo()).isFalse();
        assertThat(offer.getResourcesList())
                .allMatch(resource -> !resource.hasAllocationInfo())
                .allMatch(resource -> resource.hasRole() && resource.getRole().equals("*"));
    }

    @Test
    @SuppressWarnings("deprecation") // The old role field is what this point is about.
    void point_33_with_multi_role_and_refinement_the_role_is_in_the_allocation_info_alone() {
        MachineRig modern = new MachineRig(Messages.multiRole(List.of("dev"), Capability.Type.RESERVATION_REFINEMENT));
        modern.start(Messages.agent("a1"));
        Offer offer = modern.oneOffer();
        assertThat(offer.getAllocationInfo().getRole()).isEqualTo("dev");
        assertThat(offer.getResourcesList())
                .allMatch(resource -> resource.getAllocationInfo().getRole().equals("dev"))
                .noneMatch(Resource::hasRole)
                .allMatch(resource -> resource.getReservationsCount() == 0);
    }

    @Test
    void point_34_an_agent_with_gpus_is_hidden_from_frameworks_that_do_not_know_them() {
        Agent gpus = Messages.agent("g", "CPU:2048; MEMORY:4096; GPU:2");
        rig.start(gpus);
        assertThat(rig.offers()).isEmpty();
        MachineRig aware = new MachineRig(Messages.framework(Capability.Type.GPU_RESOURCES));
        aware.start(gpus);
        assertThat(scalar(aware.oneOffer(), "gpus")).isEqualTo(2.0);
    }

    @Test
    void point_26_several_roles_share_the_agents() {
        MachineRig two = new MachineRig(Messages.multiRole(List.of("dev", "prod")));
        two.start(Messages.agent("a1"), Messages.agent("a2"));
        assertThat(two.offers())
                .extracting(offer -> offer.getAllocationInfo().getRole())
                .containsExactlyInAnyOrder("dev", "prod");
    }

    @Test
    void law_eight_what_other_drivers_hold_is_not_offered() {
        Agent whole = Messages.agent("a1");
        rig.start(whole.toBuilder()
                .free(Messages.agent("x", "CPU:1024; MEMORY:4096").total())
                .build());
        assertThat(scalar(rig.oneOffer(), "cpus")).isEqualTo(1.0);
    }

    @Test
    void a_refused_launch_keeps_the_agent_back_until_it_has_been_looked_at_again() {
        Agent agent = Messages.agent("a1");
        rig.start(agent);
        Offer offer = rig.oneOffer();
        rig.launch(List.of(offer.getId().getValue()), 0, Messages.task("t", offer, 1, 64));
        rig.answer(rig.lastLaunched(), new LaunchOutcome.Refused(LaunchOutcome.Refusal.RESOURCES, "RESOURCE:CPU"));
        assertThat(rig.outputs(Output.LookAgain.class))
                .extracting(Output.LookAgain::agent)
                .containsExactly(new AgentId("a1"));
        assertThat(rig.advance(SECOND).offers()).isEmpty();
        rig.see(agent).advance(SECOND);
        assertThat(rig.offers()).hasSize(1);
    }

    @Test
    void a_draining_agent_is_not_offered_and_its_offers_are_taken_back() {
        Agent agent = Messages.agent("a1");
        rig.start(agent);
        Offer offer = rig.oneOffer();
        rig.see(agent.toBuilder().state(AgentState.DRAINING).build()).advance(SECOND);
        assertThat(rig.rescinded()).containsExactly(offer.getId().getValue());
        assertThat(rig.offers()).isEmpty();
    }

    @Test
    void offer_constraints_choose_agents_by_attribute() {
        FrameworkInfo info = Messages.multiRole(List.of("dev"));
        MachineRig choosy = new MachineRig(info);
        choosy.start();
        AttributeConstraint rackTwo = AttributeConstraint.newBuilder()
                .setSelector(AttributeConstraint.Selector.newBuilder().setAttributeName("rack"))
                .setPredicate(AttributeConstraint.Predicate.newBuilder()
                        .setTextEquals(AttributeConstraint.Predicate.TextEquals.newBuilder()
                                .setValue("r2")))
                .build();
        OfferConstraints constraints = OfferConstraints.newBuilder()
                .putRoleConstraints(
                        "dev",
                        OfferConstraints.RoleConstraints.newBuilder()
                                .addGroups(OfferConstraints.RoleConstraints.Group.newBuilder()
                                        .addAttributeConstraints(rackTwo))
                                .build())
                .build();
        choosy.feed(new Call.UpdateFramework(choosy.info(), List.of(), constraints));
        choosy.see(Messages.agent("a1"));
        assertThat(choosy.offers()).isEmpty();
        choosy.see(Messages.agent("a2").toBuilder()
                .attributes(Map.of("rack", "r2"))
                .build());
        assertThat(choosy.offers()).hasSize(1);
    }

    @Test
    void point_35_what_a_task_held_is_free_as_soon_as_its_end_is_known_though_nobody_has_acknowledged_it() {
        MachineRig explicit = MachineRig.explicit(Messages.framework());
        explicit.start(Messages.agent("a1"));
        Offer offer = explicit.oneOffer();
        explicit.launch(List.of(offer.getId().getValue()), 0, Messages.task("t", offer, 2, 4096));
        explicit.launched(explicit.lastLaunched()).running(explicit.lastLaunched());
        assertThat(explicit.advance(SECOND).offers()).isEmpty();
        explicit.exit(explicit.lastLaunched(), 0).advance(SECOND);
        // Not even STARTING is acknowledged, and the end is not told yet.
        assertThat(explicit.states()).containsExactly(TaskState.TASK_STARTING);
        assertThat(scalar(explicit.oneOffer(), "cpus")).isEqualTo(2.0);
    }
}
