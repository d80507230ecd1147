package dev.isthmus.mesos.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.mesos.StatesPage;
import dev.isthmus.mesos.status.StopCause;
import dev.isthmus.mesos.task.StopRequest.Sent;
import dev.isthmus.mesos.task.TaskLife.Ended;
import dev.isthmus.mesos.task.TaskLife.Launching;
import dev.isthmus.mesos.task.TaskLife.Living;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The states of a task are those of docs/reference/task-states.md, and no others can be made. */
class TaskLifeTest {

    private static final StatesPage PAGE = new StatesPage("task-states.md", "TaskLifeTest");

    @Test
    void page_has_the_table_of_the_states() throws IOException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        TaskRows.examples()
                .forEach((row, life) -> rows.put(
                        row,
                        TaskRows.events().values().stream()
                                .map(event -> StatesPage.cell(row, () -> TaskRows.of(event.apply(life))))
                                .toList()));
        PAGE.holds("states", "the task is", TaskRows.events().keySet(), rows);
    }

    @Test
    void page_has_the_table_of_who_has_it_stopped() throws IOException {
        StopWish asLimit = new StopWish(StopCause.OUT_OF_TIME, true);
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (StopWish wish : List.of(TaskRows.LIMIT, TaskRows.KILL, asLimit)) {
            rows.put(
                    name(wish),
                    Stream.<Supplier<StopWish>>of(
                                    () -> wish.then(TaskRows.KILL),
                                    () -> wish.then(TaskRows.LIMIT),
                                    () -> wish.withKillOf(TaskRows.KILL),
                                    () -> wish.withKillOf(TaskRows.LIMIT))
                            .map(next -> StatesPage.cell(name(wish), () -> name(next.get())))
                            .toList());
        }
        PAGE.holds(
                "wishes",
                "it is stopped by",
                List.of("kill, stop due", "time limit, stop due", "kill, stop sent", "time limit, stop sent"),
                rows);
    }

    private static String name(StopWish wish) {
        boolean limit = wish.cause() == StopCause.OUT_OF_TIME;
        return !wish.killed() ? "a time limit" : limit ? "a kill, in the words of the time limit" : "a kill";
    }

    @Test
    void page_has_the_table_of_what_is_told() throws IOException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        List<ToldState> updates = List.of(ToldState.STARTING, ToldState.RUNNING, ToldState.KILLING);
        for (ToldState told : ToldState.values()) {
            rows.put(
                    name(told),
                    updates.stream()
                            .map(next -> StatesPage.cell(name(told), () -> name(told.then(next))))
                            .toList());
        }
        PAGE.holds("told", "last told", updates.stream().map(TaskLifeTest::name).toList(), rows);
    }

    private static String name(ToldState told) {
        return told == ToldState.NOTHING ? "nothing" : "`TASK_" + told + "`";
    }

    @Test
    void a_task_that_lives_is_not_at_its_end() {
        TaskPhase end = new TaskPhase.Ended(Ending.EXITED, OptionalInt.of(0), true, "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> living(ToldState.NOTHING).reached(end));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Launching(Optional.empty()).reached(end))
                .withMessageContaining("EXITED");
    }

    @Test
    void health_is_told_of_what_runs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> living(ToldState.STARTING).healthy(true));
        assertThat(living(ToldState.RUNNING).healthy(true))
                .isEqualTo(new Living(TaskRows.RUNNING, ToldState.RUNNING, Optional.of(true), Optional.empty()));
        assertThat(living(ToldState.RUNNING).healthy(true).told(ToldState.KILLING))
                .isEqualTo(new Living(TaskRows.RUNNING, ToldState.KILLING, Optional.of(true), Optional.empty()));
    }

    @Test
    void nothing_is_told_of_a_launch_or_an_end() {
        for (TaskLife life : List.of(new Launching(Optional.of(TaskRows.KILL)), new Ended())) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> life.told(ToldState.STARTING))
                    .withMessageContaining("STARTING cannot be told");
            assertThatIllegalStateException().isThrownBy(() -> life.healthy(false));
        }
    }

    @ParameterizedTest
    @EnumSource(StopCause.class)
    void only_a_time_limit_does_not_kill(StopCause cause) {
        assertThat(new StopWish(cause, true).killed()).isTrue();
        if (cause == StopCause.OUT_OF_TIME || cause == StopCause.NOT_STARTED) {
            assertThat(new StopWish(cause, false).killed()).isFalse();
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new StopWish(cause, false))
                    .withMessageContaining(cause.name());
        }
    }

    @Test
    void a_kill_of_what_was_accepted_is_asked_again_in_the_words_of_the_first() {
        StopRequest accepted = new StopRequest(TaskRows.LIMIT, Sent.ACCEPTED);
        assertThat(accepted.and(TaskRows.KILL, TaskRows.RUNNING))
                .isEqualTo(new StopRequest(new StopWish(StopCause.OUT_OF_TIME, true), Sent.DUE));
        assertThat(accepted.and(TaskRows.KILL, TaskRows.STOPPING))
                .isEqualTo(new StopRequest(new StopWish(StopCause.OUT_OF_TIME, true), Sent.ACCEPTED));
        assertThat(accepted.and(TaskRows.LIMIT, TaskRows.RUNNING)).isEqualTo(accepted);
    }

    @Test
    void nothing_follows_on_an_end_and_no_wish_is_taken_back() {
        assertThat(TaskRows.after("ended")).containsExactly("ended");
        assertThat(TaskRows.after("launching")).containsExactlyInAnyOrderElementsOf(TaskRows.all());
        Arrays.asList(
                        "launching, to be stopped",
                        "living, stop due",
                        "living, stop asked",
                        "living, stop accepted",
                        "living, stop accepted and begun")
                .forEach(row -> assertThat(TaskRows.after(row)).doesNotContain("launching", "living"));
    }

    private static Living living(ToldState told) {
        return new Living(TaskRows.RUNNING, told, Optional.empty(), Optional.empty());
    }
}
