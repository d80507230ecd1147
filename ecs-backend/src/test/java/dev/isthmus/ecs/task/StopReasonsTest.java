package dev.isthmus.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.TaskPhase;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conformance table b.2: why a stopped task ended. */
class StopReasonsTest {

    static Stream<Arguments> table() {
        return Stream.of(
                arguments(
                        "own stop",
                        false,
                        TaskViews.stopped("UserInitiated", "Isthmus: enough")
                                .started()
                                .container("main", 137, ""),
                        Ending.STOPPED),
                arguments(
                        "own stop of this process",
                        true,
                        TaskViews.stopped("UserInitiated", "").started().container("main", 0, ""),
                        Ending.STOPPED),
                arguments("own stop during launch", true, TaskViews.stopped("UserInitiated", ""), Ending.STOPPED),
                arguments(
                        "own stop that came after it had exited by itself",
                        true,
                        TaskViews.stopped("EssentialContainerExited", "Essential container in task exited")
                                .started()
                                .container("main", 0, ""),
                        Ending.EXITED),
                arguments(
                        "own stop that came after its host was lost",
                        true,
                        TaskViews.stopped("UserInitiated", "Container instance deregistration forced")
                                .started(),
                        Ending.AGENT_GONE),
                arguments(
                        "out of memory",
                        false,
                        TaskViews.stopped("EssentialContainerExited", "Essential container in task exited")
                                .started()
                                .container("main", 137, "OutOfMemoryError: Container killed due to memory usage"),
                        Ending.OUT_OF_MEMORY),
                arguments(
                        "no image",
                        false,
                        TaskViews.stopped("TaskFailedToStart", "CannotPullContainerError: x")
                                .container("main", null, "CannotPullContainerError: x"),
                        Ending.NOT_STARTED),
                arguments(
                        "no image, by its container alone",
                        false,
                        TaskViews.stopped("EssentialContainerExited", "")
                                .container("main", null, "CannotCreateContainerError: mount"),
                        Ending.NOT_STARTED),
                arguments(
                        "timeout before the start",
                        false,
                        TaskViews.stopped("", "")
                                .container(
                                        "main", null, "DockerTimeoutError: Could not transition to created; timed out"),
                        Ending.NOT_STARTED),
                arguments(
                        "no room",
                        false,
                        TaskViews.stopped("TaskFailedToStart", "TaskFailedToStart: RESOURCE:MEMORY"),
                        Ending.NO_ROOM),
                arguments(
                        "a provider without instances",
                        false,
                        TaskViews.stopped("TaskFailedToStart", "TaskFailedToStart: EMPTY CAPACITY PROVIDER"),
                        Ending.NO_ROOM),
                arguments(
                        "stopped by us for want of an instance",
                        true,
                        TaskViews.stopped("UserInitiated", "Isthmus: no instance: agent a had no room"),
                        Ending.NO_ROOM),
                arguments(
                        "agent could not start it",
                        false,
                        TaskViews.stopped("TaskFailedToStart", "TaskFailedToStart: ATTRIBUTE"),
                        Ending.NOT_STARTED),
                arguments(
                        "exit 0",
                        false,
                        TaskViews.stopped("EssentialContainerExited", "")
                                .started()
                                .container("main", 0, ""),
                        Ending.EXITED),
                arguments(
                        "exit 1",
                        false,
                        TaskViews.stopped("EssentialContainerExited", "")
                                .started()
                                .container("main", 1, ""),
                        Ending.EXITED),
                arguments(
                        "no exit code",
                        false,
                        TaskViews.stopped("EssentialContainerExited", "")
                                .started()
                                .container("main", null, ""),
                        Ending.UNEXPLAINED),
                arguments(
                        "Spot",
                        false,
                        TaskViews.stopped("SpotInterruption", "").started().container("main", 143, ""),
                        Ending.PREEMPTED),
                arguments(
                        "Fargate Spot, without a stop code and after a graceful exit",
                        false,
                        TaskViews.stopped("", "Your Spot Task was interrupted.")
                                .onSlot()
                                .started()
                                .container("main", 0, ""),
                        Ending.PREEMPTED),
                arguments(
                        "Fargate Spot, as the developer guide shows it",
                        false,
                        TaskViews.stopped("TerminationNotice", "Your Spot Task was interrupted.")
                                .onSlot()
                                .started()
                                .container("main", 143, ""),
                        Ending.PREEMPTED),
                arguments(
                        "Fargate, retired",
                        false,
                        TaskViews.stopped(
                                        "UserInitiated",
                                        "ECS is performing maintenance on the underlying infrastructure hosting the task")
                                .onSlot()
                                .started()
                                .container("main", 137, ""),
                        Ending.INFRASTRUCTURE),
                arguments(
                        "Fargate, no network interface in time",
                        false,
                        TaskViews.stopped(
                                        "TaskFailedToStart",
                                        "Timeout waiting for network interface provisioning to complete.")
                                .onSlot(),
                        Ending.NO_ROOM),
                arguments(
                        "instance, no network interface in time",
                        false,
                        TaskViews.stopped(
                                "TaskFailedToStart", "Timeout waiting for network interface provisioning to complete."),
                        Ending.NOT_STARTED),
                arguments(
                        "Fargate, no image",
                        false,
                        TaskViews.stopped("TaskFailedToStart", "CannotPullContainerError: i/o timeout")
                                .onSlot()
                                .container("main", null, "CannotPullContainerError: i/o timeout"),
                        Ending.NOT_STARTED),
                arguments(
                        "notice",
                        false,
                        TaskViews.stopped("TerminationNotice", "").started().container("main", 143, ""),
                        Ending.DRAINED),
                arguments(
                        "host terminated",
                        false,
                        TaskViews.stopped("TerminationNotice", "Host EC2 (instance i-0) terminated.")
                                .started(),
                        Ending.AGENT_GONE),
                arguments(
                        "host stopped",
                        false,
                        TaskViews.stopped("", "Host EC2 (instance i-0) stopped.")
                                .started(),
                        Ending.AGENT_GONE),
                arguments(
                        "deregistered",
                        false,
                        TaskViews.stopped("UserInitiated", "Container instance deregistration forced")
                                .started(),
                        Ending.AGENT_GONE),
                arguments(
                        "infrastructure",
                        false,
                        TaskViews.stopped("InfrastructureHealth", "").started(),
                        Ending.INFRASTRUCTURE),
                arguments(
                        "by hand",
                        false,
                        TaskViews.stopped("UserInitiated", "Task stopped by user")
                                .started()
                                .container("main", 137, ""),
                        Ending.STOPPED_BY_OTHERS),
                arguments(
                        "service",
                        false,
                        TaskViews.stopped("ServiceSchedulerInitiated", "").started(),
                        Ending.STOPPED_BY_OTHERS),
                arguments(
                        "unknown code",
                        false,
                        TaskViews.stopped("SomethingNew", "never heard of").started(),
                        Ending.UNEXPLAINED));
    }

    /** Only where ECS keeps no reason at all does it matter who asks. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void who_asked_for_the_stop_and_who_did_not_come_to_the_same_end(
            String name, boolean asked, TaskViews views, Ending ending) {
        boolean silent = views.view().stoppedReason().isEmpty()
                && List.of("", "UserInitiated").contains(views.view().stopCode());
        Ending unasked = StopReasons.of(views.view(), false).ending();
        assertThat(StopReasons.of(views.view(), true).ending()).as(name).isEqualTo(silent ? Ending.STOPPED : unasked);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void first_rule_that_fits_wins(String name, boolean asked, TaskViews views, Ending ending) {
        assertThat(StopReasons.of(views.view(), asked).ending()).as(name).isEqualTo(ending);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CannotPullContainerError: x",
                "CannotPullECRContainerError: x",
                "CannotPullImageManifestError: x",
                "CannotCreateContainerError: x",
                "CannotCreateVolumeError: x",
                "CannotStartContainerError: x",
                "CannotInspectContainerError: x",
                "ResourceInitializationError: x",
                "DockerTimeoutError: x",
                "ContainerRuntimeTimeoutError: x",
                "ContainerRuntimeError: x",
                "HostConfigError: x",
                "InvalidVolumeError: x",
                "TaskDependencyError: x",
            })
    void what_keeps_a_container_from_starting_is_not_started(String reason) {
        TaskPhase.Ended ended = StopReasons.of(
                TaskViews.stopped("EssentialContainerExited", "")
                        .container("main", null, reason)
                        .view(),
                false);
        assertThat(ended.ending()).isEqualTo(Ending.NOT_STARTED);
        assertThat(ended.ran()).isFalse();
        assertThat(ended.message()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CPU", "MEMORY", "PORTS", "ENI", "GPU"})
    void what_the_agent_lacks_is_no_room(String resource) {
        TaskViews views = TaskViews.stopped("TaskFailedToStart", "TaskFailedToStart: RESOURCE:" + resource);
        assertThat(StopReasons.of(views.view(), false).ending()).isEqualTo(Ending.NO_ROOM);
    }

    @Test
    void own_stop_goes_before_what_its_container_says() {
        TaskViews views = TaskViews.stopped("UserInitiated", "Isthmus: enough")
                .started()
                .container("main", 137, "OutOfMemoryError: Container killed due to memory usage");
        assertThat(StopReasons.of(views.view(), false).ending()).isEqualTo(Ending.STOPPED);
    }

    @Test
    void exit_code_is_that_of_the_container_that_the_task_is_about() {
        TaskPhase.Ended ended = StopReasons.of(
                TaskViews.stopped("EssentialContainerExited", "")
                        .started()
                        .container("sidecar", 0, "")
                        .container("main", 9, "boom")
                        .view(),
                false);
        assertThat(ended.exitCode()).isEqualTo(OptionalInt.of(9));
        assertThat(ended.message()).isEqualTo("boom");
        assertThat(ended.ran()).isTrue();
    }

    @Test
    void message_is_what_ecs_says_once() {
        TaskPhase.Ended ended = StopReasons.of(
                TaskViews.stopped("TaskFailedToStart", "CannotPullContainerError: x")
                        .container("main", null, "CannotPullContainerError: x")
                        .view(),
                false);
        assertThat(ended.message()).isEqualTo("CannotPullContainerError: x");
        assertThat(ended.ran()).isFalse();
    }
}
