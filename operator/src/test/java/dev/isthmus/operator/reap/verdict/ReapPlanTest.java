package dev.isthmus.operator.reap.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReapPlanTest {

    private static final JudgedTasks GONE = judged("gone", new FrameworkVerdict.Gone(Instant.EPOCH, "torn down"));
    private static final JudgedTasks LIVING = judged("living", new FrameworkVerdict.Living("there"));
    private static final JudgedTasks UNKNOWN = judged("unknown", new FrameworkVerdict.Unknown("no journal"));

    private static JudgedTasks judged(String mark, FrameworkVerdict verdict) {
        return new JudgedTasks(
                new MarkedTasks(
                        mark,
                        Optional.empty(),
                        List.of(SortedTasksTest.task("of " + mark, mark, Optional.empty(), Instant.EPOCH))),
                verdict);
    }

    @Test
    void of_all_only_those_are_stopped_that_are_gone() {
        ReapPlan plan = ReapPlan.of(List.of(GONE, LIVING, UNKNOWN), false);

        assertThat(plan.stopped()).containsExactly(GONE);
        assertThat(plan.refused()).isEmpty();
        assertThat(plan.tasks()).isEqualTo(1);
    }

    @Test
    void one_that_is_named_is_stopped_unless_it_lives() {
        assertThat(ReapPlan.of(List.of(GONE), true).stopped()).containsExactly(GONE);
        assertThat(ReapPlan.of(List.of(UNKNOWN), true).stopped()).containsExactly(UNKNOWN);

        ReapPlan plan = ReapPlan.of(List.of(LIVING), true);
        assertThat(plan.stopped()).isEmpty();
        assertThat(plan.refused()).contains(LIVING);
    }
}
