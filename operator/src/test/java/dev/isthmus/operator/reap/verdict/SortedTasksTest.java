package dev.isthmus.operator.reap.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.ecs.task.Identity;
import dev.isthmus.ecs.view.TaskView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SortedTasksTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    static TaskView task(String arn, String startedBy, Optional<String> framework, Instant createdAt) {
        Map<String, String> identity = new TreeMap<>();
        framework.ifPresent(id -> identity.putAll(Map.of(
                "ISTHMUS_LAUNCH_ID",
                "0".repeat(32),
                "ISTHMUS_FRAMEWORK_ID",
                id,
                "ISTHMUS_TASK_ID",
                "task of " + arn,
                "ISTHMUS_AGENT_ID",
                "a")));
        return new TaskView(
                arn,
                1,
                "RUNNING",
                "RUNNING",
                Optional.empty(),
                startedBy,
                new TreeMap<>(identity),
                "main",
                List.of(),
                "",
                "",
                "",
                new TaskView.Times(
                        Optional.of(createdAt),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static String mark(String framework) {
        return Identity.mark(new FrameworkId(framework));
    }

    @Test
    void tasks_are_sorted_by_the_framework_that_started_them() {
        SortedTasks sorted = SortedTasks.of(List.of(
                task("1", mark("web"), Optional.of("web"), NOON.plusSeconds(9)),
                task("2", mark("batch"), Optional.of("batch"), NOON),
                task("3", mark("web"), Optional.of("web"), NOON)));

        assertThat(sorted.others()).isZero();
        assertThat(sorted.marked()).extracting(MarkedTasks::name).containsExactly("batch", "web");
        MarkedTasks web = sorted.marked().get(1);
        assertThat(web.tasks()).extracting(TaskView::arn).containsExactly("1", "3");
        assertThat(web.firstStart()).contains(NOON);
        assertThat(web.lastStart()).contains(NOON.plusSeconds(9));
        assertThat(web.goesBy("web") && web.goesBy(mark("web"))).isTrue();
        assertThat(web.goesBy("batch")).isFalse();
    }

    @Test
    void whose_a_task_is_that_does_not_say_so_its_mark_tells() {
        TaskView silent = task("1", mark("web"), Optional.empty(), NOON);

        SortedTasks alone = SortedTasks.of(List.of(silent));
        assertThat(alone.marked()).extracting(MarkedTasks::name).containsExactly(mark("web"));
        assertThat(alone.marked().get(0).framework()).isEmpty();

        SortedTasks beside = SortedTasks.of(List.of(silent, task("2", mark("web"), Optional.of("web"), NOON)));
        assertThat(beside.marked()).hasSize(1);
        assertThat(beside.marked().get(0).framework()).contains(new FrameworkId("web"));
        assertThat(beside.marked().get(0).tasks()).hasSize(2);
    }

    @Test
    void what_no_framework_of_isthmus_started_is_nobodys() {
        SortedTasks sorted = SortedTasks.of(List.of(
                task("1", "", Optional.empty(), NOON),
                task("2", "ecs-svc/1234567890", Optional.empty(), NOON),
                task("3", "isthmus/", Optional.empty(), NOON),
                // Somebody ran it by hand, with the variables of a task of ours.
                task("4", "me", Optional.of("web"), NOON),
                task("5", mark("batch"), Optional.of("web"), NOON)));

        assertThat(sorted.marked()).isEmpty();
        assertThat(sorted.others()).isEqualTo(5);
    }
}
