package dev.isthmus.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.ecs.view.DefinitionView;
import dev.isthmus.ecs.view.DefinitionView.ContainerDefinitionView;
import dev.isthmus.ecs.view.DefinitionView.Own;
import dev.isthmus.ecs.view.TaskView;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of several containers, those that count decide. */
class CountingTest {

    private static final ContainerDefinitionView MAIN = defined("main", true, "fetch");
    private static final ContainerDefinitionView FETCH = defined("fetch", false, "keys");
    private static final ContainerDefinitionView KEYS = defined("keys", false);
    private static final ContainerDefinitionView SIDE = defined("side", false);
    private static final ContainerDefinitionView[] ALL = {SIDE, MAIN, FETCH, KEYS};

    private static ContainerDefinitionView defined(String name, boolean essential, String... waitsFor) {
        return new ContainerDefinitionView(
                name, essential, List.of(), PortRanges.NONE, false, Own.NOTHING, List.of(waitsFor));
    }

    private static TaskPhase.Ended end(TaskViews views) {
        return (TaskPhase.Ended) EcsTaskStatusMapper.of(views.view(), false).orElseThrow();
    }

    @Test
    void task_carries_the_names_only_where_not_all_count() {
        assertThat(Counting.write(new DefinitionView("a", List.of(defined("main", true), defined("b", true))), "main"))
                .isEmpty();
        assertThat(Counting.write(new DefinitionView("a", List.of(ALL)), "main"))
                .hasValueSatisfying(variable -> {
                    assertThat(variable.getKey()).isEqualTo("ISTHMUS_CONTAINERS");
                    assertThat(variable.getValue()).isEqualTo("main;fetch,keys");
                });
        assertThat(Counting.write(new DefinitionView("a", List.of(defined("main", true), SIDE, KEYS)), "side"))
                .as("the one that the task is about counts in any case")
                .hasValueSatisfying(variable -> assertThat(variable.getValue()).isEqualTo("main,side"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void main_container_decides_once_it_runs(int exitCode) {
        TaskPhase.Ended ended = end(TaskViews.stopped("EssentialContainerExited", "Essential container in task exited")
                .counting(ALL)
                .started()
                .container("side", 137, "OutOfMemoryError: Container killed due to memory usage")
                .container("fetch", 1, "OutOfMemoryError: of the fetcher")
                .container("keys", null, "CannotPullContainerError: no")
                .container("main", exitCode, ""));
        assertThat(ended.ending()).isEqualTo(Ending.EXITED);
        assertThat(ended.exitCode()).hasValue(exitCode);
        assertThat(ended.message()).isEqualTo("Essential container in task exited");
    }

    @Test
    void essential_container_beside_the_main_one_counts() {
        TaskPhase.Ended ended = end(TaskViews.stopped("EssentialContainerExited", "")
                .counting(MAIN, SIDE, defined("proxy", true))
                .started()
                .container("main", 0, "")
                .container("proxy", 137, "OutOfMemoryError: Container killed due to memory usage"));
        assertThat(ended.ending()).isEqualTo(Ending.OUT_OF_MEMORY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fetch", "keys"})
    void failure_of_what_comes_before_it_is_why_it_did_not_start(String name) {
        TaskPhase.Ended ended = end(TaskViews.stopped("EssentialContainerExited", "")
                .counting(ALL)
                .container("side", 9, "")
                .container(name, 4, "")
                .container("main", null, ""));
        assertThat(ended.ending()).isEqualTo(Ending.NOT_STARTED);
        assertThat(ended.ran()).isFalse();
        assertThat(ended.message()).isEqualTo("container " + name + ", which comes before it, exited with status 4");
        assertThat(end(TaskViews.stopped("TaskFailedToStart", "")
                                .counting(ALL)
                                .container("side", null, "OutOfMemoryError: of the sidecar")
                                .container(name, 137, "OutOfMemoryError: Container killed due to memory usage")
                                .container("main", null, ""))
                        .ending())
                .isEqualTo(Ending.OUT_OF_MEMORY);
    }

    /** The agent makes up an exit code for what waited in vain. */
    @Test
    void container_that_waited_in_vain_has_not_run_whatever_its_exit_code() {
        TaskPhase.Ended ended = end(TaskViews.stopped("EssentialContainerExited", "")
                .counting(ALL)
                .container("fetch", 4, "")
                .container(
                        "main", 143, "CannotStartContainerError: dependency graph: failed to resolve the dependency"));
        assertThat(ended.ending()).isEqualTo(Ending.NOT_STARTED);
        assertThat(ended.ran()).isFalse();
        assertThat(ended.exitCode()).isEmpty();
    }

    @Test
    void what_stops_a_task_while_it_fetches_is_not_the_fetchers_failure() {
        assertThat(end(TaskViews.stopped("SpotInterruption", "")
                                .counting(ALL)
                                .container("fetch", 143, "")
                                .container("main", null, ""))
                        .ending())
                .isEqualTo(Ending.PREEMPTED);
    }

    /** Agents with ECS_PULL_DEPENDENT_CONTAINERS_UPFRONT find out while the fetcher runs, and stop it for that. */
    @Test
    void fetcher_that_was_stopped_because_the_tasks_own_image_is_not_there_is_not_why() {
        TaskPhase.Ended ended = end(TaskViews.stopped("TaskFailedToStart", "Task failed to start")
                .counting(ALL)
                .fetchedFor()
                .container("fetch", 143, "")
                .container("main", null, "CannotPullContainerError: no such image"));
        assertThat(ended.ending()).isEqualTo(Ending.NOT_STARTED);
        assertThat(ended.message()).contains("CannotPullContainerError").doesNotContain("fetches the task's uris");
        assertThat(end(TaskViews.stopped("TaskFailedToStart", "Task failed to start")
                                .counting(ALL)
                                .fetchedFor()
                                .container("fetch", 143, "")
                                .container("main", 143, "CannotStartContainerError: dependency graph: in vain"))
                        .message())
                .contains("fetches the task's uris", "143");
    }

    @Test
    void task_of_an_older_driver_has_all_its_containers_count() {
        TaskView view = TaskViews.stopped("EssentialContainerExited", "")
                .started()
                .container("main", 0, "")
                .container("side", 137, "OutOfMemoryError: no")
                .view();
        assertThat(Counting.ended(view)).isEqualTo(view.containers());
    }
}
