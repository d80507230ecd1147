package dev.isthmus.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ManualClockTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final ManualClock clock = new ManualClock(START);
    private final List<String> ran = new ArrayList<>();

    private Runnable note(String what) {
        return () ->
                ran.add(what + "@" + Duration.between(START, clock.instant()).toSeconds());
    }

    @Test
    void time_stands_still_until_advanced() {
        assertThat(clock.instant()).isEqualTo(START);
        clock.advance(Duration.ofSeconds(5));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void what_is_due_runs_in_order_of_time_then_of_scheduling() {
        clock.after(Duration.ofSeconds(3), note("c"));
        clock.after(Duration.ofSeconds(1), note("a"));
        clock.after(Duration.ofSeconds(1), note("b"));
        clock.after(Duration.ofSeconds(9), note("later"));

        clock.advance(Duration.ofSeconds(4));

        assertThat(ran).containsExactly("a@1", "b@1", "c@3");
        assertThat(clock.pending()).isEqualTo(1);
        assertThat(clock.nextDue()).contains(START.plusSeconds(9));
    }

    @Test
    void a_timer_may_schedule_others_that_run_in_the_same_advance() {
        clock.after(Duration.ofSeconds(1), () -> clock.after(Duration.ofSeconds(1), note("inner")));
        clock.advance(Duration.ofSeconds(2));
        assertThat(ran).containsExactly("inner@2");
    }

    @Test
    void an_advance_by_nothing_runs_what_is_due_now() {
        clock.at(START.minusSeconds(10), note("past"));
        clock.after(Duration.ZERO, note("now"));
        clock.advance(Duration.ZERO);
        assertThat(ran).containsExactly("past@0", "now@0");
    }

    @Test
    void a_cancelled_timer_does_not_run() {
        ManualClock.Timer timer = clock.after(Duration.ofSeconds(1), note("never"));
        assertThat(timer.cancel()).isTrue();
        assertThat(timer.cancel()).isFalse();
        clock.advance(Duration.ofSeconds(2));
        assertThat(ran).isEmpty();
    }

    @Test
    void cancelled_timers_count_no_more_and_leave_the_others_in_their_order() {
        List<ManualClock.Timer> timers = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            timers.add(clock.after(Duration.ofSeconds(1000 - i), note("t" + i)));
        }
        for (int i = 999; i >= 0; i--) {
            if (i % 100 != 0) {
                assertThat(timers.get(i).cancel()).isTrue();
                assertThat(timers.get(i).cancel()).as("again").isFalse();
            }
        }
        assertThat(clock.pending()).isEqualTo(10);
        assertThat(clock.nextDue()).contains(START.plusSeconds(100));

        clock.advance(Duration.ofMinutes(5));
        assertThat(ran).containsExactly("t900@100", "t800@200", "t700@300");
        assertThat(timers.get(900).cancel()).as("it has run").isFalse();
        assertThat(clock.pending()).isEqualTo(7);
    }

    @Test
    void a_failing_timer_fails_the_advance_and_the_others_stay() {
        clock.after(Duration.ofSeconds(1), () -> {
            throw new IllegalStateException("broken");
        });
        clock.after(Duration.ofSeconds(2), note("next"));

        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(5))).hasMessage("broken");
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(ran).containsExactly("next@2");
    }

    @Test
    void the_clock_does_not_go_back_and_does_not_advance_within_an_advance() {
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not go back");
        clock.after(Duration.ofSeconds(1), () -> clock.advance(Duration.ofSeconds(1)));
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("being advanced already");
    }

    @Test
    void the_scheduler_runs_tasks_on_the_thread_that_advances() throws Exception {
        ScheduledFuture<Thread> future = clock.scheduler().schedule(Thread::currentThread, 2, TimeUnit.SECONDS);
        assertThat(future.getDelay(TimeUnit.SECONDS)).isEqualTo(2);
        clock.advance(Duration.ofSeconds(1));
        assertThat(future.isDone()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(future.get(0, TimeUnit.SECONDS)).isSameAs(Thread.currentThread());
    }

    @Test
    void fixed_rate_counts_from_the_due_time_and_fixed_delay_from_the_run() {
        ScheduledExecutorService scheduler = clock.scheduler();
        ScheduledFuture<?> rate = scheduler.scheduleAtFixedRate(note("rate"), 1, 2, TimeUnit.SECONDS);
        ScheduledFuture<?> delay = scheduler.scheduleWithFixedDelay(note("delay"), 0, 3, TimeUnit.SECONDS);

        clock.advance(Duration.ofSeconds(6));
        assertThat(ran).containsExactly("delay@0", "rate@1", "delay@3", "rate@3", "rate@5", "delay@6");

        rate.cancel(false);
        delay.cancel(false);
        clock.advance(Duration.ofSeconds(60));
        assertThat(ran).hasSize(6);
        assertThat(clock.pending()).isZero();
    }

    @Test
    void a_repeating_task_that_fails_is_not_repeated_and_its_future_says_why() {
        ScheduledFuture<?> failing = clock.scheduler()
                .scheduleAtFixedRate(
                        () -> {
                            ran.add("once");
                            throw new IllegalStateException("broken");
                        },
                        1,
                        1,
                        TimeUnit.SECONDS);
        clock.advance(Duration.ofSeconds(5));
        assertThat(ran).containsExactly("once");
        assertThatThrownBy(failing::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("broken");
    }

    @Test
    void execute_waits_for_the_next_advance() {
        clock.scheduler().execute(note("executed"));
        assertThat(ran).isEmpty();
        clock.advance(Duration.ZERO);
        assertThat(ran).containsExactly("executed@0");
    }

    @Test
    void shutdown_drops_what_waits_and_refuses_more() throws Exception {
        ScheduledExecutorService scheduler = clock.scheduler();
        ScheduledFuture<?> waiting = scheduler.schedule(note("never"), 1, TimeUnit.SECONDS);

        assertThat(scheduler.shutdownNow()).hasSize(1);

        assertThat(scheduler.isShutdown()).isTrue();
        assertThat(scheduler.awaitTermination(0, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(waiting::get).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> scheduler.execute(note("late"))).isInstanceOf(RejectedExecutionException.class);
        clock.advance(Duration.ofSeconds(2));
        assertThat(ran).isEmpty();
    }

    @Test
    void another_threads_timer_can_be_awaited() throws Exception {
        assertThat(clock.awaitPending(1, Duration.ofMillis(5))).isFalse();
        Thread other = new Thread(() -> clock.after(Duration.ofSeconds(1), note("other")));
        other.start();
        assertThat(clock.awaitPending(1, Duration.ofSeconds(10))).isTrue();
        other.join();
    }

    @Test
    void a_jump_shows_another_time_and_leaves_timers_as_far_away_as_they_were() {
        Instant start = clock.instant();
        List<Instant> times = new ArrayList<>();
        ManualClock.Timer timer = clock.after(Duration.ofSeconds(10), () -> times.add(clock.instant()));
        clock.jump(Duration.ofHours(-1));
        assertThat(clock.instant()).isEqualTo(start.minus(Duration.ofHours(1)));
        assertThat(clock.steady()).isEqualTo(start);
        assertThat(clock.jumped()).isEqualTo(Duration.ofHours(-1));
        assertThat(timer.due()).isEqualTo(start.minus(Duration.ofHours(1)).plusSeconds(10));
        clock.advance(Duration.ofSeconds(9));
        assertThat(times).isEmpty();
        clock.jump(Duration.ofHours(2));
        assertThat(times).as("a jump runs nothing").isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(times).containsExactly(start.plus(Duration.ofHours(1)).plusSeconds(10));
    }

    @Test
    void a_timer_that_jumps_the_clock_does_not_change_how_far_it_is_advanced() {
        Instant start = clock.instant();
        clock.after(Duration.ofSeconds(1), () -> clock.jump(Duration.ofSeconds(-100)));
        clock.advance(Duration.ofSeconds(10));
        assertThat(clock.steady()).isEqualTo(start.plusSeconds(10));
        assertThat(clock.instant()).isEqualTo(start.minusSeconds(90));
    }

    @Test
    void what_a_scheduler_repeats_keeps_its_period_over_a_jump() {
        AtomicInteger runs = new AtomicInteger();
        ScheduledFuture<?> future =
                clock.scheduler().scheduleAtFixedRate(runs::incrementAndGet, 10, 10, TimeUnit.SECONDS);
        clock.jump(Duration.ofDays(1));
        assertThat(future.getDelay(TimeUnit.SECONDS)).isEqualTo(10);
        clock.advance(Duration.ofSeconds(30));
        assertThat(runs).hasValue(3);
    }
}
