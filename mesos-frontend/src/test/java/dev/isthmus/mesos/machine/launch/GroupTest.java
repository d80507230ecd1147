package dev.isthmus.mesos.machine.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.task.Container;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MachineRig;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.ContainerInfo;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.ExecutorInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Image;
import dev.isthmus.mesos.messages.Protos.NetworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.TaskGroupInfo;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Source;
import dev.isthmus.mesos.messages.Protos.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** LAUNCH_GROUP: tasks that come and go together. */
public class GroupTest {

    private final MachineRig rig = new MachineRig(Messages.framework());

    private static ExecutorInfo.Builder executor(MachineRig of) {
        return executor(of.id());
    }

    /** One that passes every check. */
    public static ExecutorInfo.Builder executor(String framework) {
        return ExecutorInfo.newBuilder()
                .setType(ExecutorInfo.Type.DEFAULT)
                .setExecutorId(ExecutorID.newBuilder().setValue("e"))
                .setFrameworkId(FrameworkID.newBuilder().setValue(framework))
                .addResources(Messages.scalar("cpus", 0.25))
                .addResources(Messages.scalar("mem", 32))
                .addResources(Messages.scalar("disk", 10));
    }

    private static MachineRig launch(MachineRig on, Offer offer, ExecutorInfo.Builder executor, TaskInfo... tasks) {
        return on.accept(
                List.of(offer.getId().getValue()),
                0,
                Offer.Operation.newBuilder()
                        .setType(Offer.Operation.Type.LAUNCH_GROUP)
                        .setLaunchGroup(Offer.Operation.LaunchGroup.newBuilder()
                                .setExecutor(executor)
                                .setTaskGroup(TaskGroupInfo.newBuilder().addAllTasks(List.of(tasks))))
                        .build());
    }

    /** Launches a group of two and lets it run. */
    private static List<LaunchedTask> run(MachineRig on) {
        on.start(Messages.agent("a1"));
        Offer offer = on.oneOffer();
        launch(on, offer, executor(on), Messages.task("t1", offer, 0.1, 32), Messages.task("t2", offer, 0.1, 64));
        List<LaunchedTask> tasks = on.launches().stream().map(Launch::task).toList();
        tasks.forEach(on::launched);
        tasks.forEach(on::running);
        return tasks;
    }

    private static List<String> told(MachineRig by) {
        return by.updates().stream()
                .map(status -> status.getTaskId().getValue() + " " + status.getState())
                .toList();
    }

    @Test
    void point_70_a_group_is_one_request_and_what_its_executor_takes_is_held_by_the_first() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        launch(rig, offer, executor(rig), Messages.task("t1", offer, 0.1, 32), Messages.task("t2", offer, 0.1, 64));
        List<Output.LaunchGroup> requests = rig.outputs(Output.LaunchGroup.class);
        assertThat(requests).hasSize(1);
        List<Launch> members = requests.get(0).group().members();
        assertThat(members)
                .extracting(member -> member.task().demand().toString())
                .containsExactly("cpus:0.35; disk:10; mem:64", "cpus:0.1; mem:64");
        assertThat(members.get(0).taken().accounted().amount(ResourceName.ECS_CPU))
                .isEqualTo(Amount.of(358));
        assertThat(rig.updates())
                .as("accepted tasks are STAGING without a word")
                .isEmpty();
    }

    @Test
    void point_70_each_task_has_its_own_updates() {
        run(rig);
        assertThat(told(rig))
                .containsExactly("t1 TASK_STARTING", "t1 TASK_RUNNING", "t2 TASK_STARTING", "t2 TASK_RUNNING");
    }

    @Test
    void point_74_the_executor_of_a_groups_tasks_is_the_groups_own() {
        run(rig);
        assertThat(rig.updates())
                .isNotEmpty()
                .extracting(status -> status.getExecutorId().getValue())
                .containsOnly("e");
    }

    private static List<String> executors(Offer offer) {
        return offer.getExecutorIdsList().stream().map(ExecutorID::getValue).toList();
    }

    @Test
    void point_27_an_offer_names_the_executors_of_the_groups_that_live_on_its_agent() {
        List<LaunchedTask> tasks = run(rig);
        assertThat(rig.advance(Duration.ofSeconds(2)).offers())
                .singleElement()
                .satisfies(offer -> assertThat(executors(offer)).containsExactly("e"))
                .satisfies(offer -> rig.decline(offer, 0));
        rig.forget();
        tasks.forEach(task -> rig.exit(task, 0));
        assertThat(rig.advance(Duration.ofSeconds(2)).offers())
                .isNotEmpty()
                .allSatisfy(offer ->
                        assertThat(executors(offer)).as("that have ended").isEmpty());
    }

    @Test
    void point_70_a_group_joins_an_executor_that_lives_and_takes_nothing_for_it_again() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        ExecutorInfo.Builder executor = executor(rig).addResources(Messages.range("ports", 31_001, 31_002));
        launch(rig, offer, executor, Messages.task("t1", offer, 0.1, 32));
        Offer rest = rig.advance(Duration.ofSeconds(2)).oneOffer();
        launch(rig, rest, executor, Messages.task("t2", rest, 0.1, 64));
        assertThat(rig.launches())
                .extracting(launch -> launch.task().demand().toString())
                .containsExactly("cpus:0.35; disk:10; mem:64; ports:[31001-31002]", "cpus:0.1; mem:64");
    }

    @Test
    void point_70_a_port_of_the_executor_is_not_for_a_task() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        TaskInfo task = Messages.task("t1", offer, 0.1, 32).toBuilder()
                .addResources(Messages.range("ports", 31_000, 31_001))
                .build();
        launch(rig, offer, executor(rig).addResources(Messages.range("ports", 31_001, 31_002)), task);
        TaskStatus status = rig.oneUpdate();
        assertThat(status.getReason()).isEqualTo(TaskStatus.Reason.REASON_TASK_GROUP_INVALID);
        assertThat(status.getMessage()).contains("overlapping resources");
    }

    @Test
    void point_70_when_one_fails_the_others_are_killed() {
        List<LaunchedTask> tasks = run(rig);
        rig.forget();
        rig.phase(
                tasks.get(0),
                new TaskPhase.Ended(
                        Ending.WITH_GROUP, OptionalInt.of(143), true, "Essential container in task exited"));
        rig.exit(tasks.get(1), 3);
        List<TaskStatus> updates = rig.updates();
        assertThat(updates)
                .extracting(TaskStatus::getState)
                .containsExactly(TaskState.TASK_KILLED, TaskState.TASK_FAILED);
        assertThat(updates).extracting(TaskStatus::getSource).containsOnly(Source.SOURCE_EXECUTOR);
        assertThat(rig.advance(Duration.ofSeconds(2)).offers())
                .as("all that it held is back, its executor's too")
                .singleElement()
                .satisfies(offer -> assertThat(Messages.scalar(offer, "disk")).isPositive());
    }

    @Test
    void point_70_killing_one_kills_all() {
        MachineRig telling = new MachineRig(Messages.framework(Capability.Type.TASK_KILLING_STATE));
        List<LaunchedTask> tasks = run(telling);
        telling.forget();
        telling.kill("t2");
        assertThat(told(telling)).containsExactly("t2 TASK_KILLING", "t1 TASK_KILLING");
        assertThat(telling.stops())
                .extracting(Output.Stop::launch)
                .containsExactly(tasks.get(1).launch(), tasks.get(0).launch());
        telling.kill("t1");
        assertThat(telling.stops()).as("again is once").isEmpty();
        tasks.forEach(task -> telling.end(task, Ending.STOPPED, true));
        assertThat(told(telling)).containsExactly("t1 TASK_KILLED", "t2 TASK_KILLED");
    }

    @Test
    void point_70_a_sick_task_takes_its_group_with_it() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        TaskInfo checked = Messages.task("t1", offer, 0.1, 32).toBuilder()
                .setHealthCheck(dev.isthmus.mesos.messages.Protos.HealthCheck.newBuilder()
                        .setType(dev.isthmus.mesos.messages.Protos.HealthCheck.Type.COMMAND)
                        .setCommand(dev.isthmus.mesos.messages.Protos.CommandInfo.newBuilder()
                                .setValue("true")))
                .build();
        launch(rig, offer, executor(rig), checked, Messages.task("t2", offer, 0.1, 32));
        LaunchedTask sick = rig.launches().get(0).task();
        LaunchedTask well = rig.launches().get(1).task();
        rig.launched(sick).launched(well).running(sick).running(well);
        rig.phase(sick, new TaskPhase.Running(List.of(), Optional.of(false)));
        assertThat(rig.stops()).extracting(Output.Stop::launch).containsExactly(sick.launch(), well.launch());
    }

    @Test
    void point_70_a_kill_before_the_answer_waits_for_it_and_ends_all() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        launch(rig, offer, executor(rig), Messages.task("t1", offer, 0.1, 32), Messages.task("t2", offer, 0.1, 32));
        rig.kill("t1");
        assertThat(rig.stops()).isEmpty();
        List<LaunchedTask> tasks = rig.launches().stream().map(Launch::task).toList();
        tasks.forEach(rig::launched);
        assertThat(rig.stops()).hasSize(2);
        tasks.forEach(task -> rig.end(task, Ending.STOPPED, false));
        assertThat(rig.updates()).hasSize(2).allSatisfy(status -> {
            assertThat(status.getState()).isEqualTo(TaskState.TASK_KILLED);
            assertThat(status.getReason()).isEqualTo(Reason.REASON_TASK_KILLED_DURING_LAUNCH);
        });
    }

    /** master_validation_tests: TaskGroupValidationTest.ExecutorWithoutFrameworkId. */
    @Test
    void point_70_a_task_group_is_refused_as_a_whole() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        launch(
                rig,
                offer,
                executor(rig).clearFrameworkId(),
                Messages.task("t1", offer, 0.1, 32),
                Messages.task("t2", offer, 0.1, 32));
        List<TaskStatus> updates = rig.updates();
        assertThat(updates).hasSize(2);
        assertThat(updates).extracting(TaskStatus::getState).containsOnly(TaskState.TASK_ERROR);
        assertThat(updates).extracting(TaskStatus::getReason).containsOnly(Reason.REASON_TASK_GROUP_INVALID);
        assertThat(updates).extracting(TaskStatus::getMessage).containsOnly("'ExecutorInfo.framework_id' must be set");
        assertThat(rig.advance(Duration.ofSeconds(2)).offers()).hasSize(1);
    }

    @Test
    void point_70_a_group_that_does_not_fit_is_refused_as_a_whole() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        double cpus = Messages.scalar(offer, "cpus");
        launch(
                rig,
                offer,
                executor(rig),
                Messages.task("t1", offer, cpus / 2, 32),
                Messages.task("t2", offer, cpus / 2, 32));
        List<TaskStatus> updates = rig.updates();
        assertThat(updates).hasSize(2).allSatisfy(status -> {
            assertThat(status.getState()).isEqualTo(TaskState.TASK_ERROR);
            assertThat(status.getReason()).isEqualTo(Reason.REASON_TASK_GROUP_INVALID);
            assertThat(status.getMessage()).contains("required by task group and its executor are more than available");
        });
        assertThat(rig.launches()).isEmpty();
        assertThat(rig.advance(Duration.ofSeconds(2)).offers())
                .singleElement()
                .satisfies(again -> assertThat(Messages.scalar(again, "cpus")).isEqualTo(cpus));
        assertThat(told(rig.reconcile())).as("it is not known any more").isEmpty();
    }

    @Test
    void point_70_a_group_after_a_launch_takes_what_that_has_left() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        double cpus = Messages.scalar(offer, "cpus");
        Offer.Operation.LaunchGroup.Builder group = Offer.Operation.LaunchGroup.newBuilder()
                .setExecutor(executor(rig))
                .setTaskGroup(TaskGroupInfo.newBuilder().addTasks(Messages.task("t2", offer, 0.1, 32)));
        rig.accept(
                List.of(offer.getId().getValue()),
                0,
                Offer.Operation.newBuilder()
                        .setType(Offer.Operation.Type.LAUNCH)
                        .setLaunch(
                                Offer.Operation.Launch.newBuilder().addTaskInfos(Messages.task("t1", offer, cpus, 32)))
                        .build(),
                Offer.Operation.newBuilder()
                        .setType(Offer.Operation.Type.LAUNCH_GROUP)
                        .setLaunchGroup(group)
                        .build());
        assertThat(rig.launches())
                .extracting(launch -> launch.task().task().value())
                .containsExactly("t1");
        assertThat(rig.oneUpdate().getReason()).isEqualTo(Reason.REASON_TASK_GROUP_INVALID);
    }

    @Test
    void point_70_one_port_is_not_for_two() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        TaskInfo first = Messages.task("t1", offer, 0.1, 32).toBuilder()
                .addResources(Messages.range("ports", 31000, 31002))
                .build();
        launch(
                rig,
                offer,
                executor(rig),
                first,
                Messages.task("t2", offer, 0.1, 32).toBuilder()
                        .addResources(Messages.range("ports", 31002, 31003))
                        .build());
        assertThat(rig.updates())
                .hasSize(2)
                .allSatisfy(status -> assertThat(status.getMessage())
                        .startsWith("There are overlapping resources in the task group's task resources"));
        assertThat(rig.launches()).isEmpty();
    }

    /** master_validation_tests: OverlappingSetsAndRanges, each of the resources as those of one task of a group. */
    @Test
    void point_70_sets_and_ranges_of_a_group_do_not_overlap() {
        assertThat(overlap(ports(5555, 5556), ports(5557, 5558))).isFalse();
        assertThat(overlap(ports(5555, 5556), ports(5555, 5556))).isTrue();
        assertThat(overlap(ports(5555, 5557), ports(5556, 5558))).isTrue();
        assertThat(overlap(ports(5555, 5557), ports(5558, 5559), ports(5559, 5560)))
                .isTrue();
        assertThat(overlap(ports(5555, 5556), ports(5558, 5559), ports(5556, 5557)))
                .as("not of neighbours alone")
                .isTrue();
        assertThat(overlap(zones("a", "b", "c"))).isFalse();
        assertThat(overlap(zones("a", "b"), zones("c", "d"))).isFalse();
        assertThat(overlap(zones("a", "b"), zones("a", "b"))).isTrue();
        assertThat(overlap(zones("a", "b", "c"), zones("c", "d", "e"))).isTrue();
        assertThat(overlap(zones("a", "b", "c"), zones("d", "e", "f"), zones("g", "h", "a")))
                .isTrue();
    }

    private static Resource ports(long begin, long end) {
        return Messages.range("ports", begin, end);
    }

    private static Resource zones(String... items) {
        return Resource.newBuilder()
                .setName("zones")
                .setType(Value.Type.SET)
                .setSet(Value.Set.newBuilder().addAllItem(List.of(items)))
                .build();
    }

    /** Whether a group is refused because of it whose tasks ask for one of these each, besides CPUs and memory. */
    private static boolean overlap(Resource... resources) {
        MachineRig rig = new MachineRig(Messages.framework());
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        List<TaskInfo> tasks = new ArrayList<>();
        for (Resource resource : resources) {
            tasks.add(Messages.task("t" + tasks.size(), offer, 0.1, 32).toBuilder()
                    .addResources(resource)
                    .build());
        }
        launch(rig, offer, executor(rig), tasks.toArray(TaskInfo[]::new));
        List<TaskStatus> updates = rig.updates();
        if (rig.launches().isEmpty()) {
            assertThat(updates).hasSameSizeAs(tasks);
        }
        return !updates.isEmpty()
                && updates.stream().allMatch(status -> status.getMessage().contains("overlapping resources"));
    }

    @Test
    void point_70_what_the_backend_refuses_is_told_of_each() {
        for (Refusal refusal : List.of(Refusal.INVALID, Refusal.RESOURCES)) {
            MachineRig fresh = new MachineRig(Messages.framework());
            fresh.start(Messages.agent("a1"));
            Offer offer = fresh.oneOffer();
            launch(
                    fresh,
                    offer,
                    executor(fresh),
                    Messages.task("t1", offer, 0.1, 32),
                    Messages.task("t2", offer, 0.1, 32));
            fresh.launches()
                    .forEach(launch ->
                            fresh.answer(launch.task(), new LaunchOutcome.Refused(refusal, "the backend's words")));
            boolean invalid = refusal == Refusal.INVALID;
            assertThat(fresh.updates()).hasSize(2).allSatisfy(status -> {
                assertThat(status.getState()).isEqualTo(invalid ? TaskState.TASK_ERROR : TaskState.TASK_LOST);
                assertThat(status.getReason())
                        .isEqualTo(invalid ? Reason.REASON_TASK_GROUP_INVALID : Reason.REASON_INVALID_OFFERS);
            });
        }
    }

    @Test
    void point_70_what_is_said_of_the_executors_container_is_said_of_the_tasks() {
        rig.start(Messages.agent("a1"));
        Offer offer = rig.oneOffer();
        TaskInfo plain = Messages.task("t1", offer, 0.1, 32);
        TaskInfo image = Messages.task("t2", offer, 0.1, 32).toBuilder()
                .clearCommand()
                .setContainer(ContainerInfo.newBuilder()
                        .setType(ContainerInfo.Type.MESOS)
                        .setMesos(ContainerInfo.MesosInfo.newBuilder()
                                .setImage(Image.newBuilder()
                                        .setType(Image.Type.DOCKER)
                                        .setDocker(Image.Docker.newBuilder().setName("nginx:1")))))
                .build();
        ExecutorInfo.Builder executor = executor(rig)
                .setContainer(ContainerInfo.newBuilder()
                        .setType(ContainerInfo.Type.MESOS)
                        .addNetworkInfos(NetworkInfo.newBuilder()
                                .setName("overlay")
                                .addPortMappings(NetworkInfo.PortMapping.newBuilder()
                                        .setHostPort(31000)
                                        .setContainerPort(80))));
        launch(rig, offer, executor, plain, image);
        List<Launch> members = rig.launches();
        assertThat(members)
                .extracting(member -> member.spec().container().network())
                .containsOnly(Optional.of(Container.Network.USER));
        assertThat(members)
                .extracting(member -> member.spec().container().portMappings().size())
                .containsExactly(1, 0);
        assertThat(members.get(1).spec().container().image()).contains("nginx:1");
        assertThat(members.get(1).spec().command().shell())
                .as("its image says what to run")
                .isFalse();
        assertThat(members.get(1).spec().command().value()).isEmpty();
    }

    @Test
    void point_70_a_group_of_an_earlier_process_is_known_as_one() {
        List<LaunchedTask> tasks = run(rig);
        MachineRig after = new MachineRig(Messages.framework(Capability.Type.TASK_KILLING_STATE).toBuilder()
                .setId(FrameworkID.newBuilder()
                        .setValue(tasks.get(0).framework().value()))
                .build());
        after.feed(new Input.Start()).see(Messages.agent("a1")).complete();
        tasks.forEach(after::running);
        after.feed(new Input.Recovered()).forget();
        assertThat(told(after.reconcile())).containsExactly("t1 TASK_RUNNING", "t2 TASK_RUNNING");
        after.kill("t2");
        assertThat(told(after)).containsExactly("t2 TASK_KILLING", "t1 TASK_KILLING");
        assertThat(after.stops())
                .extracting(Output.Stop::launch)
                .containsExactly(tasks.get(1).launch(), tasks.get(0).launch());
        tasks.forEach(task -> after.end(task, Ending.STOPPED, true));
        assertThat(told(after)).containsExactly("t1 TASK_KILLED", "t2 TASK_KILLED");
    }
}
