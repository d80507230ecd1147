package dev.isthmus.mesos.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.launch.GroupTest;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Offer.Operation;
import dev.isthmus.mesos.messages.Protos.TaskGroupInfo;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a framework calls while its cluster cannot be reached. */
class CutOffTest {

    private final MachineRig rig = new MachineRig(Messages.multiRole(List.of("dev")));

    private List<String> rolesOffered() {
        return rig.offers().stream()
                .map(offer -> offer.getAllocationInfo().getRole())
                .toList();
    }

    @Test
    void point_111_an_update_of_the_framework_takes_effect_on_reconnection() {
        rig.start(Messages.agent("a1")).loseContact(Category.TRANSIENT).forget();
        FrameworkInfo changed =
                rig.info().toBuilder().clearRoles().addRoles("prod").build();
        rig.feed(new Call.UpdateFramework(changed, List.of(), OfferConstraints.getDefaultInstance()));
        assertThat(rig.callbacks()).isEmpty();
        rig.complete();
        assertThat(rolesOffered()).containsExactly("prod");
    }

    @Test
    void point_44_point_111_a_suppression_takes_effect_on_reconnection_and_so_does_its_end() {
        for (Optional<List<String>> roles : List.of(Optional.<List<String>>empty(), Optional.of(List.of("dev")))) {
            MachineRig each = new MachineRig(Messages.multiRole(List.of("dev")));
            each.start(Messages.agent("a1")).loseContact(Category.TRANSIENT).forget();
            each.feed(new Call.Suppress(roles)).complete().advance(Duration.ofSeconds(5));
            assertThat(each.offers()).as("suppressed: " + roles).isEmpty();
            each.loseContact(Category.TRANSIENT).feed(new Call.Revive(roles));
            assertThat(each.offers()).as("revived, but cut off: " + roles).isEmpty();
            each.complete();
            assertThat(each.offers()).as("revived: " + roles).hasSize(1);
        }
    }

    @Test
    void point_110_of_a_group_that_is_launched_nothing_is_told_and_of_other_tasks_of_the_call_it_is() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        rig.loseContact(Category.TRANSIENT).forget();
        Operation group = Operation.newBuilder()
                .setType(Operation.Type.LAUNCH_GROUP)
                .setLaunchGroup(Operation.LaunchGroup.newBuilder()
                        .setExecutor(GroupTest.executor(rig.id()))
                        .setTaskGroup(TaskGroupInfo.newBuilder().addTasks(Messages.task("member", offer, 0.1, 32))))
                .build();
        Operation single = Operation.newBuilder()
                .setType(Operation.Type.LAUNCH)
                .setLaunch(Operation.Launch.newBuilder().addTaskInfos(Messages.task("single", offer, 0.1, 32)))
                .build();
        String id = offer.getId().getValue();
        assertThat(rig.accept(List.of(id), 0, group).callbacks()).isEmpty();
        rig.accept(List.of(id), 0, group, single);
        assertThat(rig.oneUpdate().getTaskId().getValue()).isEqualTo("single");
        assertThat(rig.complete().advance(Duration.ofHours(1)).updates()).isEmpty();
        assertThat(rig.launches()).isEmpty();
    }
}
