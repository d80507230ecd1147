package dev.isthmus.mesos.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.failure.Brief;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.state.Outbox;
import dev.isthmus.mesos.messages.Protos.ContainerInfo;
import dev.isthmus.mesos.messages.Protos.Environment;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.mesos.messages.Protos.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** However much a task holds, no message and no line of the log repeats all of it. */
class LongMessagesTest {

    private static final String LONG = "first" + "x".repeat(10_000);

    private static Arguments huge(String first, Consumer<TaskInfo.Builder> change) {
        return Arguments.of(first, change);
    }

    static Stream<Arguments> hugeTasks() {
        return Stream.of(
                huge("1000", task -> task.addResources(ports(1_000))),
                huge(
                        "first",
                        task -> IntStream.range(0, 500)
                                .forEach(i -> task.addResources(Messages.scalar("first" + i + "x".repeat(100), 1)))),
                huge("first", task -> task.addResources(Messages.scalar(LONG, 1))),
                huge(
                        "first",
                        task -> task.getCommandBuilder()
                                .setEnvironment(Environment.newBuilder()
                                        .addVariables(Environment.Variable.newBuilder()
                                                .setName(LONG)
                                                .setType(Environment.Variable.Type.SECRET)))),
                huge(
                        "first",
                        task -> task.setContainer(ContainerInfo.newBuilder()
                                .setType(ContainerInfo.Type.MESOS)
                                .addVolumes(Volume.newBuilder()
                                        .setContainerPath(LONG)
                                        .setMode(Volume.Mode.RW)))),
                huge(
                        "first",
                        task -> task.setContainer(ContainerInfo.newBuilder()
                                .setType(ContainerInfo.Type.DOCKER)
                                .setDocker(ContainerInfo.DockerInfo.newBuilder()
                                        .setImage("i")
                                        .addPortMappings(ContainerInfo.DockerInfo.PortMapping.newBuilder()
                                                .setHostPort(1)
                                                .setContainerPort(1)
                                                .setProtocol(LONG))))));
    }

    private static Resource ports(int count) {
        Value.Ranges.Builder ranges = Value.Ranges.newBuilder();
        IntStream.range(0, count)
                .forEach(i -> ranges.addRange(
                        Value.Range.newBuilder().setBegin(1_000 + 2L * i).setEnd(1_000 + 2L * i)));
        return Messages.range("ports", 1, 1).toBuilder().setRanges(ranges).build();
    }

    @ParameterizedTest
    @MethodSource("hugeTasks")
    void a_task_that_is_refused_is_told_briefly_with_what_came_first(String first, Consumer<TaskInfo.Builder> change) {
        MachineRig rig = new MachineRig(Messages.framework()).start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        TaskInfo.Builder task = Messages.task("t", offer, 0.1, 32).toBuilder();
        change.accept(task);
        rig.launch(offer, task.build());
        TaskStatus update = rig.oneUpdate();
        assertThat(update.getState()).isEqualTo(TaskState.TASK_ERROR);
        assertThat(update.getMessage())
                .hasSizeLessThanOrEqualTo(Brief.LONGEST_MESSAGE)
                .contains(first);
        assertThat(rig.notes())
                .isNotEmpty()
                .allSatisfy(note -> assertThat(note).hasSizeLessThanOrEqualTo(Brief.LONGEST_MESSAGE));
    }

    @Test
    void what_the_backend_says_is_told_briefly() {
        MachineRig rig = new MachineRig(Messages.framework()).start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        rig.launch(offer, Messages.task("t", offer, 0.1, 32));
        rig.answer(rig.lastLaunched(), new LaunchOutcome.Refused(LaunchOutcome.Refusal.INVALID, LONG + " do this"));
        assertThat(rig.oneUpdate().getMessage())
                .hasSizeLessThanOrEqualTo(Brief.LONGEST_MESSAGE)
                .contains("first")
                .endsWith("do this");
        rig.loseContact(BackendFailure.Category.TRANSIENT);
        assertThat(rig.notes()).allSatisfy(note -> assertThat(note).hasSizeLessThanOrEqualTo(Brief.LONGEST_MESSAGE));
    }

    @Test
    void what_is_wrong_with_each_try_is_logged_in_full_once() {
        MachineRig rig = new MachineRig(Messages.framework()).start(Messages.agent("a1"));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Outbox outbox = rig.state().outbox();
            String message = "Task 'flink-" + i + "' cannot be run: " + "why ".repeat(100);
            lines.add(outbox.inFullOnce("flink-" + i, message));
        }
        assertThat(lines.get(0)).hasSizeGreaterThan(400);
        assertThat(lines.subList(1, 5))
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(250).contains("said in full before"));
        assertThat(lines.get(4)).contains("flink-4", "5 times");
    }
}
