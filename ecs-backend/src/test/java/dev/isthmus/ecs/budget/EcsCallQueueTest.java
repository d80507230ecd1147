package dev.isthmus.ecs.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.CallFailure.Done;
import dev.isthmus.ecs.call.EcsCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** AWS's budgets: never above them, and not below without need. */
class EcsCallQueueTest {

    private static final class ManualShell implements Shell {

        private record Timer(Instant at, int number, Runnable step) {}

        private final PriorityQueue<Timer> timers =
                new PriorityQueue<>(Comparator.comparing(Timer::at).thenComparing(Timer::number));
        final List<EcsCall<?>> begun = new ArrayList<>();
        final List<Instant> times = new ArrayList<>();
        Function<EcsCall<?>, CallFailure> failing = call -> null;
        Duration latency = Duration.ofMillis(50);
        private Instant now = Instant.EPOCH;
        private int number;

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void after(Duration delay, Runnable step) {
            timers.add(new Timer(now.plus(delay), number++, step));
        }

        @Override
        @SuppressWarnings("unchecked") // only Stop is called here, which answers a Boolean
        public <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
            begun.add(call);
            times.add(now);
            CallFailure failure = failing.apply(call);
            after(
                    latency,
                    () -> then.accept(
                            failure == null ? (Answer<T>) new Answer.Ok<>(true) : new Answer.Failed<>(failure)));
        }

        void advance(Duration step) {
            Instant until = now.plus(step);
            while (!timers.isEmpty() && !timers.peek().at().isAfter(until)) {
                Timer timer = timers.remove();
                now = timer.at();
                timer.step().run();
            }
            now = until;
        }
    }

    private static final Backoff FOUR = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1), 4);

    private final ManualShell shell = new ManualShell();

    private static EcsCall<Boolean> stop(String arn) {
        return new EcsCall.Stop(arn, "");
    }

    @Test
    void thousand_calls_take_the_bound_and_at_most_five_percent_more() {
        EcsCallQueue calls = new EcsCallQueue(shell, 10, 100);
        List<Instant> done = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            calls.once(stop("" + i), Priority.START, answer -> done.add(shell.now()));
        }
        shell.advance(Duration.ofSeconds(60));
        assertThat(done).hasSize(1000);
        double bound = (1000 - 100) / 40.0;
        double took = Duration.between(Instant.EPOCH, done.get(999)).toMillis() / 1000.0;
        assertThat(took).isBetween(bound - 0.1, bound * 1.05);
    }

    @Test
    void no_window_of_time_holds_more_than_its_budget() {
        EcsCallQueue calls = new EcsCallQueue(shell, 1000, 50);
        for (int i = 0; i < 300; i++) {
            calls.once(stop("" + i), Priority.START, answer -> {});
        }
        shell.advance(Duration.ofSeconds(30));
        assertThat(shell.times).hasSize(300);
        for (int from = 0; from < 300; from++) {
            for (int to = from; to < 300; to++) {
                double seconds = Duration.between(shell.times.get(from), shell.times.get(to))
                                .toNanos()
                        / 1e9;
                assertThat(to - from + 1).isLessThanOrEqualTo((int) Math.floor(50 + 20 * seconds + 1e-6));
            }
        }
    }

    @Test
    void stops_go_before_starts_and_starts_before_settling() {
        EcsCallQueue calls = new EcsCallQueue(shell, 1, 100);
        calls.once(stop("first"), Priority.READ, answer -> {});
        calls.once(stop("settle"), Priority.SETTLE, answer -> {});
        calls.once(stop("start"), Priority.START, answer -> {});
        calls.once(stop("stop"), Priority.STOP, answer -> {});
        shell.advance(Duration.ofSeconds(1));
        assertThat(shell.begun)
                .extracting(call -> ((EcsCall.Stop) call).arn())
                .containsExactly("first", "stop", "start", "settle");
    }

    @Test
    void waiting_call_can_be_taken_back_and_one_under_way_cannot() {
        EcsCallQueue calls = new EcsCallQueue(shell, 1, 100);
        EcsCallQueue.Ticket first = calls.once(stop("first"), Priority.START, answer -> {});
        EcsCallQueue.Ticket second = calls.once(stop("second"), Priority.START, answer -> {});
        assertThat(first.cancel()).isFalse();
        assertThat(second.cancel()).isTrue();
        shell.advance(Duration.ofSeconds(1));
        assertThat(shell.begun).hasSize(1);
    }

    @Test
    void throttled_call_empties_the_bucket_and_slows_it_for_a_while() {
        EcsCallQueue calls = new EcsCallQueue(shell, 100, 100);
        CallFailure throttled = CallFailure.of(Category.THROTTLED, "ThrottlingException", Done.NO, "Rate exceeded");
        shell.failing = call -> shell.begun.size() == 1 ? throttled : null;
        calls.once(stop("first"), Priority.START, answer -> {});
        shell.advance(Duration.ofMillis(50));
        for (int i = 0; i < 40; i++) {
            calls.once(stop("" + i), Priority.START, answer -> {});
        }
        shell.advance(Duration.ofSeconds(1));
        assertThat(shell.begun.size() - 1)
                .as("at seven tenths of the pace, recovering")
                .isBetween(26, 32);
        shell.advance(Duration.ofSeconds(2));
        assertThat(shell.begun).hasSize(41);
    }

    @Test
    void patience_ends_after_the_attempts_allowed() {
        EcsCallQueue calls = new EcsCallQueue(shell, 1, 100);
        CallFailure failure = CallFailure.of(Category.TRANSIENT, "", Done.NO, "down");
        shell.failing = call -> failure;
        List<Answer<Boolean>> answers = new ArrayList<>();
        calls.patiently(stop("a"), Priority.READ, FOUR, answers::add);
        shell.advance(Duration.ofSeconds(10));
        assertThat(shell.begun).hasSize(4);
        assertThat(answers).containsExactly(new Answer.Failed<>(failure));
    }

    @Test
    void failure_that_does_not_pass_is_not_tried_again() {
        EcsCallQueue calls = new EcsCallQueue(shell, 1, 100);
        shell.failing = call -> CallFailure.of(Category.DENIED, "", Done.NO, "no");
        List<Answer<Boolean>> answers = new ArrayList<>();
        calls.patiently(stop("a"), Priority.READ, FOUR, answers::add);
        shell.advance(Duration.ofSeconds(10));
        assertThat(answers).hasSize(1);
        assertThat(shell.begun).hasSize(1);
    }

    @Test
    void starts_that_are_slow_to_answer_leave_places_to_reads() {
        EcsCallQueue calls = new EcsCallQueue(shell, 10, 100);
        shell.latency = Duration.ofSeconds(2);
        for (int i = 0; i < 80; i++) {
            calls.once(stop("" + i), Priority.START, answer -> {});
        }
        calls.once(new EcsCall.DescribeTasks(List.of("arn")), Priority.READ, answer -> {});
        assertThat(shell.begun).hasSize(9).last().isInstanceOf(EcsCall.DescribeTasks.class);
    }
}
