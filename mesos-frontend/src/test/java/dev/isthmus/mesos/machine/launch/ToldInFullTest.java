package dev.isthmus.mesos.machine.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MachineRig;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.messages.Protos.CommandInfo;
import dev.isthmus.mesos.messages.Protos.DurationInfo;
import dev.isthmus.mesos.messages.Protos.Environment;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.HealthCheck;
import dev.isthmus.mesos.messages.Protos.KillPolicy;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Points of which other tests ask a part of the machine, asked of the whole, as a framework meets them. */
class ToldInFullTest {

    private final MachineRig rig = MachineRig.explicit(Messages.framework());

    private Offer offer() {
        rig.start(Messages.agent("a1"));
        return rig.oneOffer();
    }

    private Offer next() {
        return rig.advance(Duration.ofSeconds(7)).oneOffer();
    }

    private TaskStatus refused(Offer offer, TaskInfo task) {
        TaskStatus status = rig.launch(offer, task).oneUpdate();
        assertThat(status.getState()).isEqualTo(TaskState.TASK_ERROR);
        assertThat(status.getReason()).isEqualTo(Reason.REASON_TASK_INVALID);
        assertThat(status.getTaskId()).isEqualTo(task.getTaskId());
        return status;
    }

    private static TaskInfo named(String id, Offer offer) {
        return Messages.task("t", offer, 0.1, 32).toBuilder()
                .setTaskId(TaskID.newBuilder().setValue(id))
                .build();
    }

    @Test
    void point_55_a_bad_task_id_is_refused_and_a_long_one_with_strange_signs_is_not() {
        Offer offer = offer();
        for (String bad : List.of(".", "..", "a/b", "a\\b", "a\u0001b", "a".repeat(256))) {
            refused(offer, named(bad, offer));
            offer = next();
        }
        String odd = "\u00e4 b: {\"c\"}";
        rig.launch(offer, named(odd + "d".repeat(200), offer));
        assertThat(rig.updates()).isEmpty();
        assertThat(rig.lastLaunched().task().value()).startsWith(odd);
    }

    @Test
    void point_57_an_id_is_free_once_its_end_is_acknowledged() {
        Offer offer = offer();
        LaunchedTask task = rig.run(offer, Messages.task("t", offer, 0.1, 32));
        rig.acknowledge(rig.oneUpdate()).acknowledge(rig.oneUpdate()).exit(task, 0);
        TaskStatus end = rig.oneUpdate();
        Offer again = next();
        rig.forget();
        assertThat(refused(again, Messages.task("t", again, 0.1, 32)).getMessage())
                .isEqualTo("Task has duplicate ID: t");
        rig.acknowledge(end);
        Offer last = next();
        rig.launch(last, Messages.task("t", last, 0.1, 32));
        assertThat(rig.updates()).isEmpty();
        assertThat(rig.launches()).hasSize(2);
    }

    @Test
    void point_58_a_task_for_another_agent_than_the_offers_is_refused() {
        Offer offer = offer();
        assertThat(refused(offer, Messages.task("t", "a2", 0.1, 32)).getMessage())
                .isEqualTo("Task uses invalid agent a2 while agent a1 is expected");
    }

    @Test
    void point_65_what_is_negative_or_incomplete_is_refused() {
        Offer offer = offer();
        DurationInfo negative = DurationInfo.newBuilder().setNanoseconds(-1).build();
        TaskInfo task = Messages.task("t", offer, 0.1, 32);
        for (TaskInfo.Builder wrong : List.of(
                task.toBuilder().setKillPolicy(KillPolicy.newBuilder().setGracePeriod(negative)),
                task.toBuilder().setMaxCompletionTime(negative),
                task.toBuilder().setHealthCheck(HealthCheck.newBuilder().setType(HealthCheck.Type.HTTP)),
                task.toBuilder()
                        .setHealthCheck(HealthCheck.newBuilder()
                                .setCommand(CommandInfo.newBuilder().setValue("true"))
                                .setDelaySeconds(-1)),
                task.toBuilder()
                        .setCommand(task.getCommand().toBuilder()
                                .setEnvironment(Environment.newBuilder()
                                        .addVariables(Environment.Variable.newBuilder()
                                                .setName("NOTHING")))))) {
            refused(offer, wrong.build());
            offer = next();
        }
        assertThat(rig.launches()).isEmpty();
    }

    @Test
    void point_109_a_message_to_an_executor_comes_to_nothing() {
        Offer offer = offer();
        rig.run(offer, Messages.task("t", offer, 0.1, 32));
        rig.forget();
        rig.feed(new Call.Message("t", "a1")).feed(new Call.Message("e", "no such agent"));
        assertThat(rig.aborted()).isEmpty();
        assertThat(rig.callbacks()).isEmpty();
    }

    @Test
    void point_113_an_error_comes_once_and_last() {
        FrameworkInfo.Builder same = Messages.framework().toBuilder().setFailoverTimeout(60);
        same.getIdBuilder().setValue("mine");
        MachineRig lost = MachineRig.with(JournalSnapshot.NOTHING, MachineRig.BEGIN, same.build());
        lost.start(Messages.agent("a1"));
        Offer offer = lost.oneOffer();
        lost.run(offer, Messages.task("t", offer, 0.1, 32));
        lost.forget();
        lost.feed(new Input.TakenOver());
        assertThat(lost.aborted()).contains("Framework failed over");
        lost.gone("a1").see(Messages.agent("a2")).feed(new Input.TakenOver()).advance(Duration.ofHours(1));
        assertThat(lost.aborted()).isEmpty();
        assertThat(lost.outputs(Callback.class)).isEmpty();
    }

    @Test
    void point_117_what_is_left_is_exact_to_the_thousandth() {
        Offer offer = offer();
        for (int i = 0; i < 3; i++) {
            rig.launch(List.of(offer.getId().getValue()), 0, Messages.task("t" + i, offer, 0.1004, 32.0004));
            offer = rig.advance(Duration.ofSeconds(1)).oneOffer();
        }
        assertThat(Messages.scalar(offer, "cpus")).isEqualTo(1.7);
        assertThat(Messages.scalar(offer, "mem")).isEqualTo(4000.0);
    }

    @Test
    void point_120_point_121_ports_that_are_taken_split_their_range() {
        Offer offer = offer();
        assertThat(ports(offer)).containsExactly("31000-31098");
        TaskInfo task = Messages.task("t", offer, 0.1, 32).toBuilder()
                .addResources(Messages.range("ports", 31052, 31053))
                .addResources(Messages.range("ports", 31050, 31051))
                .build();
        rig.launch(List.of(offer.getId().getValue()), 0, task).advance(Duration.ofSeconds(1));
        Offer rest = rig.oneOffer();
        assertThat(ports(rest)).containsExactly("31000-31049", "31054-31098");
        TaskInfo across = Messages.task("u", rest, 0.1, 32).toBuilder()
                .addResources(Messages.range("ports", 31049, 31054))
                .build();
        assertThat(refused(rest, across).getMessage()).contains("more than available");
    }

    private static List<String> ports(Offer offer) {
        return offer.getResourcesList().stream()
                .filter(resource -> resource.getName().equals("ports"))
                .map(Resource::getRanges)
                .flatMap(ranges -> ranges.getRangeList().stream())
                .map(range -> range.getBegin() + "-" + range.getEnd())
                .toList();
    }
}
