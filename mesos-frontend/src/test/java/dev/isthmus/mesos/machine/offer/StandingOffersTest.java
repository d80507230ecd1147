package dev.isthmus.mesos.machine.offer;

import static dev.isthmus.mesos.Messages.scalar;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.Memo;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MachineRig;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stands offered of an agent holds for as long as it stands: what others take of it is taken back, and no more. */
class StandingOffersTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String PORTS = "PORTS:[0-21, 23-65535]; PORTS_UDP:[0-65535]";
    private static final Agent AGENT = Messages.agent("a1");

    private final MachineRig rig = new MachineRig(Messages.framework());

    /** The agent, of which others have left this. */
    private static Agent left(String free, Holding... holdings) {
        return AGENT.toBuilder()
                .free(ResourcesText.parse(Dialect.ECS, free))
                .holdings(List.of(holdings))
                .build();
    }

    private static Holding of(LaunchedTask task) {
        return new Holding(task.launch(), task.demand());
    }

    private static Holding ofAnother(String demand) {
        return new Holding(
                LaunchId.of(new FrameworkId("another"), new TaskId("t"), "o"),
                ResourcesText.parse(Dialect.MESOS, demand));
    }

    private Offer begin() {
        rig.start(AGENT);
        return rig.oneOffer();
    }

    private LaunchedTask launch(Offer offer, double cpus) {
        rig.launch(
                List.of(offer.getId().getValue()),
                0,
                Messages.task("t-" + offer.getId().getValue(), offer, cpus, 64));
        return rig.lastLaunched();
    }

    private static String id(Offer offer) {
        return offer.getId().getValue();
    }

    @Test
    void point_29_point_52_what_others_have_taken_is_taken_back_at_once_and_the_rest_is_offered() {
        Offer old = begin();
        rig.see(left("CPU:512; MEMORY:4096; " + PORTS));
        assertThat(rig.rescinded()).containsExactly(id(old));
        Offer rest = rig.oneOffer();
        assertThat(scalar(rest, "cpus")).isEqualTo(0.5);
        assertThat(scalar(rest, "mem")).isEqualTo(4096.0);

        rig.launch(old, Messages.task("late", old, 0.1, 64));
        TaskStatus status = rig.oneUpdate();
        assertThat(status.getState()).isEqualTo(TaskState.TASK_LOST);
        assertThat(status.getReason()).isEqualTo(Reason.REASON_INVALID_OFFERS);
        assertThat(rig.launches()).isEmpty();
    }

    /** Whatever it is of which there is less. */
    @Test
    void point_29_each_resource_counts_by_itself() {
        List<String> lesser = List.of(
                "CPU:2047; MEMORY:4096; " + PORTS,
                "CPU:2048; MEMORY:4095; " + PORTS,
                "CPU:2048; MEMORY:4096; PORTS:[0-21, 23-31006, 31008-65535]; PORTS_UDP:[0-65535]",
                "CPU:2048; MEMORY:4096; PORTS:[0-21, 23-65535]; PORTS_UDP:[0-31006, 31008-65535]");
        for (String free : lesser) {
            MachineRig each = new MachineRig(Messages.framework());
            each.start(AGENT);
            Offer old = each.oneOffer();
            each.see(left(free));
            assertThat(each.rescinded()).as(free).containsExactly(id(old));
            assertThat(each.offers()).as(free).hasSize(1);
        }
        MachineRig gpus = new MachineRig(Messages.framework(Capability.Type.GPU_RESOURCES));
        Agent two = Messages.agent("g", "CPU:2048; MEMORY:4096; GPU:2");
        gpus.start(two);
        Offer old = gpus.oneOffer();
        gpus.see(two.toBuilder()
                .free(ResourcesText.parse(Dialect.ECS, "CPU:2048; MEMORY:4096; GPU:1"))
                .build());
        assertThat(gpus.rescinded()).containsExactly(id(old));
        assertThat(scalar(gpus.oneOffer(), "gpus")).isEqualTo(1.0);
    }

    /** ECS counts no disk: that another driver's task has it is known from its launch alone. */
    @Test
    void point_29_what_only_the_holdings_of_another_driver_tell_counts_too() {
        Offer old = begin();
        rig.see(AGENT.toBuilder().holdings(List.of(ofAnother("disk:100"))).build());
        assertThat(rig.rescinded()).containsExactly(id(old));
        assertThat(scalar(rig.oneOffer(), "disk")).isEqualTo(scalar(old, "disk") - 100);
    }

    @Test
    void point_29_the_oldest_offers_are_kept_as_far_as_they_hold() {
        Offer first = begin();
        LaunchedTask task = launch(first, 0.5);
        Offer second = rig.advance(SECOND).oneOffer();
        rig.launched(task).running(task).exit(task, 0).advance(SECOND);
        Offer third = rig.oneOffer();
        assertThat(scalar(second, "cpus")).isEqualTo(1.5);
        assertThat(scalar(third, "cpus")).isEqualTo(0.5);
        rig.see(left("CPU:1792; MEMORY:4096; " + PORTS));
        assertThat(rig.rescinded()).containsExactly(id(third));
        assertThat(scalar(rig.oneOffer(), "cpus")).isEqualTo(0.25);
        rig.see(left("CPU:256; MEMORY:4096; " + PORTS));
        assertThat(rig.rescinded()).as("the one that still fits is left alone").containsExactly(id(second));
    }

    @Test
    void point_29_what_is_only_memory_outlives_the_cpus() {
        Offer first = begin();
        launch(first, 2);
        Offer memory = rig.advance(SECOND).oneOffer();
        assertThat(scalar(memory, "cpus")).isZero();
        rig.see(left("CPU:0; MEMORY:4032; " + PORTS));
        assertThat(rig.rescinded()).isEmpty();
        rig.see(left("CPU:0; MEMORY:4031; " + PORTS));
        assertThat(rig.rescinded()).containsExactly(id(memory));
    }

    /** A launch under way is in what a look finds free, or not, or half: nobody can tell, and nothing is taken back for it. */
    @Test
    void point_29_own_launches_take_nothing_back_however_much_of_them_a_look_has_seen() {
        Offer offer = begin();
        LaunchedTask task = launch(offer, 0.333);
        Offer rest = rig.advance(SECOND).oneOffer();
        String accounted = "CPU:1708; MEMORY:4032; PORTS:[0-21, 23-65535]; PORTS_UDP:[0-65535]";
        rig.see(AGENT.toBuilder().zone(Optional.of("b")).build());
        rig.see(left(accounted));
        rig.launched(task).see(left(accounted)).see(left(accounted, of(task))).running(task);
        rig.advance(SECOND.multipliedBy(3));
        assertThat(rig.rescinded()).isEmpty();
        assertThat(rig.offers()).as("%s stands, and nothing else is free", rest).isEmpty();
    }

    @Test
    void point_29_what_others_take_while_a_launch_is_under_way_is_taken_back_as_soon_as_that_is_sure() {
        Offer offer = begin();
        LaunchedTask task = launch(offer, 1);
        Offer rest = rig.advance(SECOND).oneOffer();
        rig.see(left("CPU:1024; MEMORY:4096; " + PORTS));
        assertThat(rig.rescinded()).as("it may be the launch's own").isEmpty();
        rig.see(left("CPU:0; MEMORY:4096; " + PORTS, of(task)));
        assertThat(rig.rescinded()).containsExactly(id(rest));

        MachineRig told = new MachineRig(Messages.framework());
        told.start(AGENT);
        Offer whole = told.oneOffer();
        told.launch(List.of(id(whole)), 0, Messages.task("t", whole, 1, 64)).advance(SECOND);
        Offer second = told.oneOffer();
        told.see(left("CPU:1024; MEMORY:4096; " + PORTS, ofAnother("cpus:1")));
        assertThat(told.rescinded())
                .as("another driver's is known by its launch")
                .containsExactly(id(second));
    }

    @Test
    void point_29_a_task_that_shows_late_takes_what_was_offered_of_its_agent() {
        FrameworkInfo.Builder same = Messages.framework().toBuilder();
        same.getIdBuilder().setValue("mine");
        MachineRig next = new MachineRig(same.build());
        next.start(AGENT);
        Offer offer = next.oneOffer();
        LaunchedTask late = launchOfEarlier("late", ResourcesText.parse(Dialect.MESOS, "cpus:1; mem:64"));
        next.running(late);
        assertThat(next.rescinded()).containsExactly(id(offer));
        assertThat(scalar(next.oneOffer(), "cpus")).isEqualTo(1.0);
        next.see(left("CPU:1024; MEMORY:4032; " + PORTS, of(late))).advance(SECOND);
        assertThat(next.rescinded()).isEmpty();
    }

    private static LaunchedTask launchOfEarlier(String task, Resources demand) {
        FrameworkId framework = new FrameworkId("mine");
        return new LaunchedTask(
                LaunchId.of(framework, new TaskId(task), "o"),
                framework,
                new TaskId(task),
                AGENT.id(),
                demand,
                Optional.empty(),
                Memo.NONE);
    }

    /** A look that was under way when a task ended still shows what it held. */
    @Test
    void point_29_a_look_that_is_behind_the_end_of_a_task_takes_nothing_back() {
        Offer offer = begin();
        LaunchedTask task = launch(offer, 1);
        rig.advance(SECOND).oneOffer();
        rig.launched(task).running(task).exit(task, 0).advance(SECOND);
        Offer regained = rig.oneOffer();
        rig.see(left("CPU:1024; MEMORY:4032; " + PORTS, of(task)));
        assertThat(rig.rescinded()).isEmpty();
        rig.see(AGENT).advance(SECOND);
        assertThat(rig.rescinded()).isEmpty();

        rig.see(left("CPU:1024; MEMORY:4032; " + PORTS, of(task))).advance(SECOND);
        assertThat(rig.rescinded()).as("unless the next one does not come").containsExactly(id(regained));
    }

    @Test
    void point_29_what_is_offered_to_several_roles_is_checked_together() {
        MachineRig two = new MachineRig(Messages.multiRole(List.of("dev", "prod")));
        two.start(AGENT);
        Offer first = two.oneOffer();
        two.launch(List.of(id(first)), 0, Messages.task("t", first, 1, 64)).advance(SECOND);
        Offer second = two.oneOffer();
        LaunchedTask task = two.lastLaunched();
        two.launched(task).running(task).exit(task, 0).advance(SECOND);
        Offer third = two.oneOffer();
        assertThat(Stream.of(second, third)
                        .map(offer -> offer.getAllocationInfo().getRole()))
                .doesNotHaveDuplicates();
        two.see(left("CPU:1024; MEMORY:4096; " + PORTS));
        assertThat(two.rescinded()).containsExactly(id(third));
    }
}
