package dev.isthmus.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.Protos.TaskState;
import org.junit.jupiter.api.Test;

class BoardTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Board board = new Board(List.of(
            new PlannedTask("good", "true", 0.1, 32, 0, TaskState.TASK_FINISHED),
            new PlannedTask("bad", "exit 3", 0.1, 32, 0, TaskState.TASK_FAILED)));

    @Test
    void it_ends_when_every_task_has_ended() throws InterruptedException {
        assertThat(board.changed("good", TaskState.TASK_RUNNING, "", START)).isFalse();
        assertThat(board.changed("good", TaskState.TASK_FINISHED, "", START)).isFalse();
        assertThat(board.await(0, TimeUnit.SECONDS)).isFalse();
        assertThat(board.changed("bad", TaskState.TASK_FAILED, "", START)).isTrue();
        assertThat(board.await(0, TimeUnit.SECONDS)).isTrue();
        assertThat(board.asPlanned()).isTrue();
    }

    @Test
    void another_end_than_planned_is_named_in_the_summary() {
        board.changed("good", TaskState.TASK_LOST, "", START);
        board.changed("bad", TaskState.TASK_FAILED, "", START);

        assertThat(board.asPlanned()).isFalse();
        assertThat(DemoCommand.summary(board, Duration.ofMillis(1500)))
                .contains("2 tasks in 1.5 s: 1 FAILED, 1 LOST. Not as planned: good is LOST, not FINISHED.");
    }

    @Test
    void a_driver_that_gives_up_ends_it_too_and_is_quoted() throws InterruptedException {
        board.failed("no such cluster");

        assertThat(board.await(0, TimeUnit.SECONDS)).isTrue();
        assertThat(DemoCommand.summary(board, Duration.ZERO)).contains("The driver gave up: no such cluster");
    }

    @Test
    void the_time_a_task_takes_stops_at_its_end() {
        board.launched("good", "a-1", START);
        board.changed("good", TaskState.TASK_FINISHED, "", START.plusSeconds(2));

        assertThat(board.rows().get(0).took(START.plusSeconds(9))).contains(Duration.ofSeconds(2));
    }
}
