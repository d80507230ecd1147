package dev.isthmus.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.isthmus.api.launch.Ending;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.ecs.view.TaskView.ContainerView;
import dev.isthmus.ecs.view.TaskView.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How each task of a group ended, by what ECS says of its containers. */
class GroupExitCausesTest {

    private static final String OUT_OF_MEMORY = "137 OutOfMemoryError: Container killed due to memory usage";
    private static final String NO_IMAGE = "- CannotPullContainerError: no such image";

    static Stream<Arguments> exits() {
        return Stream.of(
                arguments("one fails", List.of("3", "137"), List.of(Ending.EXITED, Ending.WITH_GROUP)),
                arguments("the other fails", List.of("143", "1"), List.of(Ending.WITH_GROUP, Ending.EXITED)),
                arguments("one is done", List.of("0", "143"), List.of(Ending.EXITED, Ending.WITH_GROUP)),
                arguments("both are done", List.of("0", "0"), List.of(Ending.EXITED, Ending.EXITED)),
                arguments("both fail", List.of("1", "2"), List.of(Ending.EXITED, Ending.EXITED)),
                arguments(
                        "one fails, and one makes a clean exit of its stop",
                        List.of("0", "1", "143"),
                        List.of(Ending.WITH_GROUP, Ending.EXITED, Ending.WITH_GROUP)),
                arguments("nobody knows who was first", List.of("137", "143"), List.of(Ending.EXITED, Ending.EXITED)),
                arguments(
                        "one is out of memory",
                        List.of("1", OUT_OF_MEMORY),
                        List.of(Ending.WITH_GROUP, Ending.OUT_OF_MEMORY)),
                arguments(
                        "one fails before the other has run",
                        List.of("1", "-"),
                        List.of(Ending.EXITED, Ending.WITH_GROUP)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exits")
    void who_ended_by_itself_is_told_from_who_was_stopped(String name, List<String> containers, List<Ending> endings) {
        assertThat(endings(
                        TaskViews.stopped("EssentialContainerExited", "Essential container in task exited")
                                .started(),
                        containers))
                .isEqualTo(endings);
    }

    static Stream<Arguments> starts() {
        return Stream.of(
                arguments("one has no image", List.of(NO_IMAGE, "137"), List.of(Ending.NOT_STARTED, Ending.WITH_GROUP)),
                arguments(
                        "one has no image and the other waits",
                        List.of(NO_IMAGE, "-"),
                        List.of(Ending.NOT_STARTED, Ending.NOT_STARTED)),
                arguments("nothing is known", List.of("-", "-"), List.of(Ending.NOT_STARTED, Ending.NOT_STARTED)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("starts")
    void what_did_not_start_is_told_from_what_was_stopped(String name, List<String> containers, List<Ending> endings) {
        assertThat(endings(
                        TaskViews.stopped("TaskFailedToStart", "CannotPullContainerError: no such image"), containers))
                .isEqualTo(endings);
    }

    static Stream<Arguments> together() {
        return Stream.of(
                arguments(TaskViews.stopped("UserInitiated", "Isthmus: enough"), Ending.STOPPED),
                arguments(TaskViews.stopped("UserInitiated", "a person"), Ending.STOPPED_BY_OTHERS),
                arguments(TaskViews.stopped("SpotInterruption", ""), Ending.PREEMPTED),
                arguments(TaskViews.stopped("", "Host EC2 (instance i-1) terminated."), Ending.AGENT_GONE),
                arguments(TaskViews.stopped("TaskFailedToStart", "TaskFailedToStart: RESOURCE:CPU"), Ending.NO_ROOM));
    }

    @ParameterizedTest
    @MethodSource("together")
    void what_ends_the_whole_ends_each_the_same(TaskViews task, Ending ending) {
        assertThat(endings(task.started(), List.of("0", "1", "137"))).containsOnly(ending);
    }

    @Test
    void each_has_its_own_code_and_words() {
        TaskView group = group(
                TaskViews.stopped("EssentialContainerExited", "Essential container in task exited")
                        .started(),
                List.of("9 boom", OUT_OF_MEMORY));
        var first = StopReasons.of(group.of("member-0"), false);
        assertThat(first.exitCode()).isEqualTo(OptionalInt.of(9));
        assertThat(first.message()).isEqualTo("boom; Essential container in task exited");
        assertThat(StopReasons.of(group.of("member-1"), false).exitCode()).isEqualTo(OptionalInt.of(137));
    }

    private static List<Ending> endings(TaskViews task, List<String> containers) {
        return group(task, containers).each().stream()
                .map(member -> StopReasons.of(member, false).ending())
                .toList();
    }

    /** A group, each of whose containers ended with a code, or {@code -} for none, and a reason. */
    private static TaskView group(TaskViews task, List<String> containers) {
        TaskView view = task.view();
        List<ContainerView> ended = new ArrayList<>();
        List<Member> members = new ArrayList<>();
        for (String container : containers) {
            String[] words = container.split(" ", 2);
            String name = "member-" + members.size();
            ended.add(new ContainerView(
                    name,
                    words[0].equals("-") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(words[0])),
                    words.length > 1 ? words[1] : "",
                    List.of()));
            members.add(new Member(name, new TreeMap<>(Map.of("ISTHMUS_TASK_ID", name))));
        }
        return new TaskView(
                view.arn(),
                view.version(),
                view.lastStatus(),
                view.desiredStatus(),
                view.instanceArn(),
                view.startedBy(),
                members.get(0).identity(),
                "member-0",
                ended,
                view.health(),
                view.stopCode(),
                view.stoppedReason(),
                view.times(),
                members);
    }
}
