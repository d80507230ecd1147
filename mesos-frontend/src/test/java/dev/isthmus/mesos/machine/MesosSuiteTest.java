package dev.isthmus.mesos.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.ContainerInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Label;
import dev.isthmus.mesos.messages.Protos.Labels;
import dev.isthmus.mesos.messages.Protos.LinuxInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferFilters;
import dev.isthmus.mesos.messages.Protos.OfferFilters.MinAllocatableResources;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Mesos's own tests check of a framework's view and no other test of ours does. */
class MesosSuiteTest {

    private static final Agent AGENT = Messages.agent("a1");
    private static final Agent AWAY =
            AGENT.toBuilder().state(AgentState.DISCONNECTED).build();

    private final MachineRig rig = new MachineRig(Messages.framework());
    private final MachineRig aware = new MachineRig(Messages.framework(Capability.Type.PARTITION_AWARE));

    private static LaunchedTask launch(MachineRig rig) {
        rig.start(AGENT);
        Offer offer = rig.oneOffer();
        rig.launch(offer, Messages.task("t", offer, 0.5, 64));
        return rig.lastLaunched();
    }

    private static LaunchedTask lost(MachineRig rig) {
        LaunchedTask task = launch(rig);
        rig.launched(task)
                .running(task)
                .see(AWAY)
                .advance(Duration.ofMinutes(10))
                .forget();
        return task;
    }

    private static TaskStatus ask(String task, String agent) {
        TaskStatus.Builder asked = TaskStatus.newBuilder().setState(TaskState.TASK_RUNNING);
        asked.getTaskIdBuilder().setValue(task);
        asked.getSlaveIdBuilder().setValue(agent);
        return asked.build();
    }

    private static FrameworkInfo withId(FrameworkInfo info, String id) {
        FrameworkInfo.Builder same = info.toBuilder();
        same.getIdBuilder().setValue(id);
        return same.build();
    }

    // An end of the driver.

    @Test
    void point_5_an_aborted_framework_gets_no_offers_and_its_tasks_live() {
        launch(rig);
        rig.launched(rig.lastLaunched()).running(rig.lastLaunched()).forget();
        rig.feed(new Input.Deactivate()).advance(Duration.ofMinutes(5));
        assertThat(rig.callbacks()).isEmpty();
        assertThat(rig.stops()).isEmpty();
        rig.feed(new Input.Stop(false));
        assertThat(rig.stops()).as("a late stop still tears down").hasSize(1);
    }

    @Test
    void point_8_after_an_abort_neither_rescinds_nor_updates_nor_losses_are_told() {
        LaunchedTask task = launch(rig);
        rig.launched(task).running(task).advance(Duration.ofSeconds(6)).forget();
        rig.feed(new Input.Deactivate()).exit(task, 0).gone("a1").complete();
        rig.loseContact(Category.TRANSIENT).complete();
        assertThat(rig.callbacks()).isEmpty();
    }

    // Offers that do not go together.

    @Test
    void point_50_partition_aware_frameworks_are_told_dropped() {
        aware.start(AGENT, Messages.agent("a2"));
        List<String> ids =
                aware.offers().stream().map(offer -> offer.getId().getValue()).toList();
        aware.launch(ids, 0, Messages.task("across", "a1", 0.1, 32));
        TaskStatus across = aware.oneUpdate();
        assertThat(across.getState()).isEqualTo(TaskState.TASK_DROPPED);
        assertThat(across.getReason()).isEqualTo(Reason.REASON_INVALID_OFFERS);
        String one =
                aware.advance(Duration.ofSeconds(1)).offers().get(0).getId().getValue();
        aware.launch(List.of(one, one), 0, Messages.task("twice", "a1", 0.1, 32));
        assertThat(aware.oneUpdate().getState()).isEqualTo(TaskState.TASK_DROPPED);
        assertThat(aware.advance(Duration.ofSeconds(1)).offers()).hasSize(1);
    }

    // Partitions.

    @Test
    void point_99_an_agent_that_was_away_before_the_driver_came_is_unreachable_in_its_time() {
        MachineRig next = new MachineRig(withId(Messages.framework(Capability.Type.PARTITION_AWARE), "mine"));
        next.start(AWAY);
        next.forget();
        next.reconcile(ask("t", "a1"));
        assertThat(next.oneUpdate().getState()).as("not lost yet").isEqualTo(TaskState.TASK_GONE);
        next.advance(Duration.ofMinutes(10)).forget();
        next.reconcile(ask("t", "a1"));
        TaskStatus status = next.oneUpdate();
        assertThat(status.getState()).isEqualTo(TaskState.TASK_UNREACHABLE);
        assertThat(status.hasUnreachableTime()).isTrue();
    }

    @Test
    void point_84_a_task_that_ended_on_a_lost_agent_is_told_its_end() {
        for (MachineRig each : List.of(rig, aware)) {
            LaunchedTask task = lost(each);
            each.exit(task, 0).see(AGENT);
            assertThat(each.states()).containsExactly(TaskState.TASK_FINISHED);
            each.reconcile();
            assertThat(each.updates()).isEmpty();
        }
    }

    @Test
    void point_104_nothing_is_told_of_a_task_while_its_agent_is_lost() {
        LaunchedTask task = lost(aware);
        aware.phase(task, new TaskPhase.Running(List.of(), Optional.of(true)));
        assertThat(aware.updates()).isEmpty();
        aware.see(AGENT);
        assertThat(aware.states()).first().isEqualTo(TaskState.TASK_RUNNING);
    }

    @Test
    void point_107_a_task_still_on_its_way_when_its_agent_was_lost_goes_on_when_it_returns() {
        LaunchedTask task = launch(aware);
        aware.see(AWAY).advance(Duration.ofMinutes(10));
        assertThat(aware.states()).containsExactly(TaskState.TASK_UNREACHABLE);
        aware.launched(task).see(AGENT);
        TaskStatus back = aware.oneUpdate();
        assertThat(back.getReason()).isEqualTo(Reason.REASON_SLAVE_REREGISTERED);
        aware.running(task);
        assertThat(aware.states()).containsExactly(TaskState.TASK_STARTING, TaskState.TASK_RUNNING);
    }

    // Launches, kills, updates.

    @Test
    void point_96_a_launch_that_is_not_answered_yet_is_not_taken_for_lost() {
        LaunchedTask task = launch(rig);
        rig.answer(task, new LaunchOutcome.Unknown("timed out")).reconcile(ask("t", "a1"));
        assertThat(rig.oneUpdate().getState()).isEqualTo(TaskState.TASK_STAGING);
    }

    @Test
    void point_90_several_tasks_that_wait_are_killed_each_by_itself() {
        rig.start(AGENT);
        Offer offer = rig.oneOffer();
        rig.launch(offer, Messages.task("one", offer, 0.1, 32), Messages.task("two", offer, 0.1, 32));
        rig.kill("one").kill("two");
        for (var launch : List.copyOf(rig.launches())) {
            rig.launched(launch.task()).end(launch.task(), Ending.STOPPED, false);
        }
        assertThat(rig.updates())
                .hasSize(2)
                .allMatch(status -> status.getState() == TaskState.TASK_KILLED)
                .allMatch(status -> status.getReason() == Reason.REASON_TASK_KILLED_DURING_LAUNCH);
    }

    @Test
    void point_76_what_is_seen_twice_is_told_once() {
        MachineRig explicit = MachineRig.explicit(Messages.framework());
        LaunchedTask task = launch(explicit);
        explicit.launched(task).running(task).running(task);
        explicit.acknowledge(explicit.oneUpdate());
        explicit.running(task).acknowledge(explicit.oneUpdate());
        assertThat(explicit.running(task).updates()).isEmpty();
    }

    @Test
    void point_64_cgroups_are_not_nested_by_a_launch() {
        rig.start(AGENT);
        Offer offer = rig.oneOffer();
        rig.launch(
                offer,
                Messages.task("t", offer, 0.1, 32).toBuilder()
                        .setContainer(ContainerInfo.newBuilder()
                                .setType(ContainerInfo.Type.MESOS)
                                .setLinuxInfo(LinuxInfo.newBuilder().setShareCgroups(false)))
                        .build());
        TaskStatus status = rig.oneUpdate();
        assertThat(status.getState()).isEqualTo(TaskState.TASK_ERROR);
        assertThat(status.getMessage()).contains("share_cgroups");
    }

    // Roles.

    private static Input update(FrameworkInfo info, String... suppressed) {
        return new Call.UpdateFramework(info, List.of(suppressed), OfferConstraints.getDefaultInstance());
    }

    @Test
    void point_25_a_role_that_is_added_gets_offers_at_once() {
        MachineRig dev = new MachineRig(Messages.multiRole(List.of("dev")));
        dev.start(AGENT);
        dev.decline(dev.oneOffer(), 3600);
        FrameworkInfo both = dev.info().toBuilder().addRoles("prod").build();
        dev.feed(update(both));
        assertThat(dev.oneOffer().getAllocationInfo().getRole()).isEqualTo("prod");
    }

    @Test
    void point_25_what_is_updated_is_kept_and_shows_in_all_that_follows() {
        MachineRig kept =
                MachineRig.with(JournalSnapshot.NOTHING, MachineRig.BEGIN, Messages.multiRole(List.of("dev")));
        kept.start(AGENT);
        Offer before = kept.oneOffer();
        FrameworkInfo changed = kept.info().toBuilder()
                .setName("renamed")
                .setHostname("elsewhere.example")
                .setWebuiUrl("http://elsewhere.example/")
                .setFailoverTimeout(120)
                .addRoles("prod")
                .addCapabilities(Capability.newBuilder().setType(Capability.Type.PARTITION_AWARE))
                .addCapabilities(Capability.newBuilder().setType(Capability.Type.GPU_RESOURCES))
                .setLabels(Labels.newBuilder()
                        .addLabels(Label.newBuilder().setKey("team").setValue("blue")))
                .putOfferFilters(
                        "dev",
                        OfferFilters.newBuilder()
                                .setMinAllocatableResources(MinAllocatableResources.getDefaultInstance())
                                .build())
                .build();
        kept.feed(update(changed)).forget();
        kept.launch(before, Messages.task("t", before, 0.5, 64));
        assertThat(kept.launches().get(0).frameworkName()).isEqualTo("renamed");
        kept.launch(before, Messages.task("late", before, 0.5, 64));
        assertThat(kept.oneUpdate().getState()).as("to whom it may be told").isEqualTo(TaskState.TASK_DROPPED);
        kept.see(Messages.agent("gpus", "CPU:2048; MEMORY:4096; GPU:1"))
                .see(Messages.agent("small", "CPU:9; MEMORY:31"));
        assertThat(kept.offers())
                .extracting(offer -> offer.getAllocationInfo().getRole() + " "
                        + offer.getSlaveId().getValue())
                .containsExactly("prod gpus", "dev small");
        kept.outputs(Output.Write.class);
        kept.advance(Duration.ofSeconds(30));
        assertThat(kept.outputs(Output.Write.class))
                .extracting(Output.Write::entry)
                .hasAtLeastOneElementOfType(JournalEntry.Lease.class)
                .last()
                .extracting(entry -> ((JournalEntry.Lease) entry).failoverTimeout())
                .isEqualTo(Duration.ofMinutes(2));
    }

    /** What nothing shows that a driver's framework is told. */
    @Test
    void all_of_a_description_that_is_updated_is_kept() {
        MachineRig kept = new MachineRig(Messages.framework());
        kept.start();
        FrameworkInfo changed = kept.info().toBuilder()
                .setHostname("elsewhere.example")
                .setWebuiUrl("http://elsewhere.example/")
                .setLabels(Labels.newBuilder()
                        .addLabels(Label.newBuilder().setKey("team").setValue("blue")))
                .build();
        kept.feed(update(changed));
        assertThat(kept.state().framework().info()).isEqualTo(changed);
    }

    @Test
    @SuppressWarnings("deprecation") // The old role field is what this test is about.
    void point_25_a_framework_may_turn_to_several_roles_and_back() {
        MachineRig one =
                new MachineRig(Messages.framework().toBuilder().setRole("dev").build());
        one.start(AGENT);
        assertThat(one.oneOffer().hasAllocationInfo()).isFalse();
        FrameworkInfo old = one.info();
        FrameworkInfo several = old.toBuilder()
                .clearRole()
                .addRoles("dev")
                .addRoles("prod")
                .addCapabilities(Capability.newBuilder().setType(Capability.Type.MULTI_ROLE))
                .build();
        one.feed(update(several)).see(Messages.agent("a2"));
        assertThat(one.aborted()).isEmpty();
        assertThat(one.oneOffer().hasAllocationInfo()).isTrue();
        FrameworkInfo other = several.toBuilder().clearRoles().addRoles("test").build();
        one.feed(update(other));
        assertThat(one.rescinded()).as("offers of roles it no longer has").hasSize(2);
        assertThat(one.offers())
                .isNotEmpty()
                .allMatch(offer -> offer.getAllocationInfo().getRole().equals("test"));
        one.feed(update(old)).forget();
        one.see(Messages.agent("a3"));
        assertThat(one.aborted()).isEmpty();
        assertThat(one.oneOffer().hasAllocationInfo()).isFalse();
    }

    @Test
    @SuppressWarnings("deprecation") // The old role field is what this test is about.
    void point_23_a_role_need_not_be_known_before() {
        MachineRig any = new MachineRig(
                Messages.framework().toBuilder().setRole("never-seen").build());
        assertThat(any.start(AGENT).callbacks()).containsExactly("Registered", "Offers");
    }
}
