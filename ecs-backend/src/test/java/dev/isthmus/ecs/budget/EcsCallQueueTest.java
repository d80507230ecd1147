package dev.isthmus.ecs.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.CallFailure.Done;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.InstanceBinding;
import dev.isthmus.ecs.call.RunTaskOptions;
import dev.isthmus.ecs.call.StartRequest;
import dev.isthmus.ecs.call.Started;
import dev.isthmus.ecs.call.ThrottleBucket;
import dev.isthmus.ecs.fargate.FargateSizes;
import dev.isthmus.ecs.fargate.SlotProvider;
import dev.isthmus.ecs.step.Rig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** AWS's budgets: never above them, and not below without need. */
class EcsCallQueueTest {

    private static final class Calls extends Rig {

        final List<EcsCall<?>> begun = new ArrayList<>();
        final List<Instant> times = new ArrayList<>();
        Function<EcsCall<?>, CallFailure> failing = call -> null;
        Duration latency = Duration.ofMillis(50);

        Calls() {
            super(Instant.EPOCH);
        }

        @Override
        @SuppressWarnings("unchecked") // only Stop is called here, which answers a Boolean
        protected <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
            begun.add(call);
            times.add(now());
            CallFailure failure = failing.apply(call);
            in(
                    latency,
                    () -> then.accept(
                            failure == null ? (Answer<T>) new Answer.Ok<>(true) : new Answer.Failed<>(failure)));
        }
    }

    private static final Backoff FOUR = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1), 4);

    private final Calls rig = new Calls();
    private final Rig.Parts parts = rig.parts();

    private EcsCallQueue queue(int places, long percent) {
        return new EcsCallQueue(parts.steps, places, RequestBudget.of(percent));
    }

    private static EcsCall<Boolean> stop(String arn) {
        return new EcsCall.Stop(arn, "");
    }

    private static EcsCall<Started> onFargate() {
        return new EcsCall.Start(new StartRequest(
                new InstanceBinding.OnFargate(
                        SlotProvider.FARGATE, FargateSizes.LEAST, OptionalInt.empty(), Optional.empty(), false),
                "definition",
                List.of(),
                RunTaskOptions.NONE,
                "by",
                "token"));
    }

    private static CallFailure throttled() {
        return CallFailure.of(Category.THROTTLED, "", Done.NO, "slower");
    }

    /** Twenty a second with a burst of as many: half of what instances allow. */
    @Test
    void thousand_starts_on_Fargate_take_the_bound_and_at_most_five_percent_more() {
        EcsCallQueue calls = queue(10, 100);
        for (int i = 0; i < 1000; i++) {
            parts.step(() -> calls.once(onFargate(), Priority.START, answer -> {}));
        }
        rig.advance(Duration.ofSeconds(60));
        assertThat(rig.times).hasSize(1000);
        double bound = (1000 - 20) / 20.0;
        double took = Duration.between(Instant.EPOCH, rig.times.get(999)).toMillis() / 1000.0;
        assertThat(took).isBetween(bound - 0.1, bound * 1.05);
    }

    @Test
    void starts_on_Fargate_draw_from_the_budget_of_the_cluster_as_well() {
        EcsCallQueue calls = queue(200, 100);
        for (int i = 0; i < 100; i++) {
            String arn = "" + i;
            parts.step(() -> calls.once(stop(arn), Priority.STOP, answer -> {}));
            parts.step(() -> calls.once(onFargate(), Priority.START, answer -> {}));
        }
        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.begun.size()).as("90 of the burst, and 40 a second").isBetween(120, 90 + 41);
    }

    @Test
    void budget_within_another_is_shown_once_it_is_used_and_slows_both() {
        EcsCallQueue calls = queue(10, 100);
        assertThat(calls.load()).extracting(BudgetLoad::bucket).doesNotContain(ThrottleBucket.FARGATE_LAUNCH);
        rig.failing = call -> throttled();
        parts.step(() -> calls.once(onFargate(), Priority.START, answer -> {}));
        rig.advance(Duration.ofMillis(60));
        assertThat(calls.load())
                .filteredOn(load -> load.pace() < 1)
                .extracting(BudgetLoad::bucket)
                .containsExactlyInAnyOrder(ThrottleBucket.CLUSTER_MODIFY, ThrottleBucket.FARGATE_LAUNCH);
    }

    @Test
    void thousand_calls_take_the_bound_and_at_most_five_percent_more() {
        EcsCallQueue calls = queue(10, 100);
        List<Instant> done = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            String arn = "" + i;
            parts.step(() -> calls.once(stop(arn), Priority.START, answer -> done.add(rig.now())));
        }
        rig.advance(Duration.ofSeconds(60));
        assertThat(done).hasSize(1000);
        double bound = (1000 - 100) / 40.0;
        double took = Duration.between(Instant.EPOCH, done.get(999)).toMillis() / 1000.0;
        assertThat(took).isBetween(bound - 0.1, bound * 1.05);
    }

    /** Granted are 200 at once and 80 a second, where everybody has 100 and 40. */
    private Duration thousandStartsWithARaisedQuota() {
        RequestBudget budget = new RequestBudget(100, Map.of(ThrottleBucket.CLUSTER_MODIFY, new RaisedQuota(200, 80)));
        EcsCallQueue calls = new EcsCallQueue(parts.steps, budget.places(), budget);
        List<Instant> done = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            String arn = "" + i;
            parts.step(() -> calls.once(stop(arn), Priority.START, answer -> done.add(rig.now())));
        }
        rig.advance(Duration.ofSeconds(60));
        assertThat(done).hasSize(1000);
        return Duration.between(Instant.EPOCH, done.get(999));
    }

    @Test
    void raised_quota_is_used_with_five_percent_more_at_most() {
        rig.latency = Duration.ofMillis(200);
        double bound = (1000 - 200) / 80.0;
        assertThat(thousandStartsWithARaisedQuota().toMillis() / 1000.0).isBetween(bound - 0.1, bound * 1.05);
    }

    @Test
    void raised_quota_is_not_relied_upon_once_a_call_is_throttled() {
        rig.failing = call -> rig.begun.size() == 1 ? throttled() : null;
        assertThat(thousandStartsWithARaisedQuota())
                .as("the rate of every account, from the first answer on")
                .isGreaterThan(Duration.ofSeconds((1000 - 200) / 40));
    }

    @Test
    void no_window_of_time_holds_more_than_its_budget() {
        EcsCallQueue calls = queue(1000, 50);
        for (int i = 0; i < 300; i++) {
            String arn = "" + i;
            parts.step(() -> calls.once(stop(arn), Priority.START, answer -> {}));
        }
        rig.advance(Duration.ofSeconds(30));
        assertThat(rig.times).hasSize(300);
        for (int from = 0; from < 300; from++) {
            for (int to = from; to < 300; to++) {
                double seconds =
                        Duration.between(rig.times.get(from), rig.times.get(to)).toNanos() / 1e9;
                assertThat(to - from + 1).isLessThanOrEqualTo((int) Math.floor(50 + 20 * seconds + 1e-6));
            }
        }
    }

    @Test
    void stops_go_before_starts_and_starts_before_settling() {
        EcsCallQueue calls = queue(1, 100);
        parts.step(() -> calls.once(stop("first"), Priority.READ, answer -> {}));
        parts.step(() -> calls.once(stop("settle"), Priority.SETTLE, answer -> {}));
        parts.step(() -> calls.once(stop("start"), Priority.START, answer -> {}));
        parts.step(() -> calls.once(stop("stop"), Priority.STOP, answer -> {}));
        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.begun)
                .extracting(call -> ((EcsCall.Stop) call).arn())
                .containsExactly("first", "stop", "start", "settle");
    }

    @Test
    void waiting_call_can_be_taken_back_and_one_under_way_cannot() {
        EcsCallQueue calls = queue(1, 100);
        EcsCallQueue.Ticket first = parts.ask(() -> calls.once(stop("first"), Priority.START, answer -> {}));
        EcsCallQueue.Ticket second = parts.ask(() -> calls.once(stop("second"), Priority.START, answer -> {}));
        assertThat(first.cancel()).isFalse();
        assertThat(second.cancel()).isTrue();
        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.begun).hasSize(1);
    }

    @Test
    void throttled_call_empties_the_bucket_and_slows_it_for_a_while() {
        EcsCallQueue calls = queue(100, 100);
        CallFailure throttled = CallFailure.of(Category.THROTTLED, "ThrottlingException", Done.NO, "Rate exceeded");
        rig.failing = call -> rig.begun.size() == 1 ? throttled : null;
        parts.step(() -> calls.once(stop("first"), Priority.START, answer -> {}));
        rig.advance(Duration.ofMillis(50));
        for (int i = 0; i < 40; i++) {
            String arn = "" + i;
            parts.step(() -> calls.once(stop(arn), Priority.START, answer -> {}));
        }
        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.begun.size() - 1)
                .as("at seven tenths of the pace, recovering")
                .isBetween(26, 32);
        rig.advance(Duration.ofSeconds(2));
        assertThat(rig.begun).hasSize(41);
    }

    @Test
    void patience_ends_after_the_attempts_allowed() {
        EcsCallQueue calls = queue(1, 100);
        CallFailure failure = CallFailure.of(Category.TRANSIENT, "", Done.NO, "down");
        rig.failing = call -> failure;
        List<Answer<Boolean>> answers = new ArrayList<>();
        parts.step(() -> calls.patiently(stop("a"), Priority.READ, FOUR, answers::add));
        rig.advance(Duration.ofSeconds(10));
        assertThat(rig.begun).hasSize(4);
        assertThat(answers).containsExactly(new Answer.Failed<>(failure));
    }

    @Test
    void failure_that_does_not_pass_is_not_tried_again() {
        EcsCallQueue calls = queue(1, 100);
        rig.failing = call -> CallFailure.of(Category.DENIED, "", Done.NO, "no");
        List<Answer<Boolean>> answers = new ArrayList<>();
        parts.step(() -> calls.patiently(stop("a"), Priority.READ, FOUR, answers::add));
        rig.advance(Duration.ofSeconds(10));
        assertThat(answers).hasSize(1);
        assertThat(rig.begun).hasSize(1);
    }

    @Test
    void starts_that_are_slow_to_answer_leave_places_to_reads() {
        EcsCallQueue calls = queue(10, 100);
        rig.latency = Duration.ofSeconds(2);
        for (int i = 0; i < 80; i++) {
            String arn = "" + i;
            parts.step(() -> calls.once(stop(arn), Priority.START, answer -> {}));
        }
        parts.step(() -> calls.once(new EcsCall.DescribeTasks(List.of("arn")), Priority.READ, answer -> {}));
        assertThat(rig.begun).hasSize(9).last().isInstanceOf(EcsCall.DescribeTasks.class);
    }
}
