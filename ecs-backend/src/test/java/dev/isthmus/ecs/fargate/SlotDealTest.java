package dev.isthmus.ecs.fargate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What slots are dealt of a quota. */
class SlotDealTest {

    private static final TaskSize WHOLE = new TaskSize(4096, 30_720);

    private static List<Optional<TaskSize>> none(int slots) {
        List<Optional<TaskSize>> none = new ArrayList<>();
        for (int i = 0; i < slots; i++) {
            none.add(Optional.empty());
        }
        return none;
    }

    @Test
    void six_vCPUs_are_one_of_four_and_one_of_two() {
        assertThat(new SlotDeal(WHOLE, 6 * 1024, Integer.MAX_VALUE).deal(none(4)))
                .containsExactly(
                        Optional.of(WHOLE),
                        Optional.of(new TaskSize(2048, 16_384)),
                        Optional.empty(),
                        Optional.empty());
    }

    @Test
    void what_is_left_later_goes_to_the_next_slots_and_the_offers_that_are_out_stand() {
        List<Optional<TaskSize>> told = none(3);
        told.set(0, Optional.of(new TaskSize(1024, 8192)));
        assertThat(new SlotDeal(WHOLE, 4 * 1024, Integer.MAX_VALUE).deal(told))
                .containsExactly(
                        Optional.of(new TaskSize(1024, 8192)),
                        Optional.of(new TaskSize(2048, 16_384)),
                        Optional.of(new TaskSize(1024, 8192)));
    }

    @Test
    void small_offers_are_gathered_where_they_make_a_larger_one() {
        Optional<TaskSize> one = Optional.of(new TaskSize(1024, 8192));
        assertThat(SlotDeal.gathered(List.of(Optional.of(WHOLE), one, one), WHOLE, 0, Integer.MAX_VALUE))
                .containsExactly(Optional.of(WHOLE), Optional.empty(), Optional.empty());
        assertThat(SlotDeal.gathered(List.of(Optional.of(WHOLE), one), WHOLE, 512, Integer.MAX_VALUE))
                .containsExactly(Optional.of(WHOLE), one);
        assertThat(SlotDeal.gathered(List.of(one, one), WHOLE, 0, 1024)).containsExactly(one, one);
    }

    /** Any sequence of quotas and of bounds: what is out is within both, and nothing that is out changes but by being withdrawn. */
    @Property
    void never_more_than_is_left_and_never_another_size(
            @ForAll Random random, @ForAll @IntRange(min = 1, max = 9) int slots) {
        List<Optional<TaskSize>> out = none(slots);
        for (int step = 0; step < 20; step++) {
            long left = random.nextInt(40 * 1024) - 1024L;
            int most = random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt(5000);
            List<Optional<TaskSize>> next = new SlotDeal(WHOLE, left, most).deal(out);
            long sum = next.stream()
                    .mapToLong(size -> size.map(TaskSize::cpu).orElse(0))
                    .sum();
            assertThat(sum).isLessThanOrEqualTo(Math.max(0, left));
            for (int i = 0; i < slots; i++) {
                Optional<TaskSize> before = out.get(i);
                Optional<TaskSize> after = next.get(i);
                assertThat(after.map(TaskSize::cpu).orElse(0)).isLessThanOrEqualTo(most);
                assertThat(before.isEmpty() || after.isEmpty() || before.equals(after))
                        .isTrue();
            }
            out = new ArrayList<>(SlotDeal.gathered(next, WHOLE, Math.max(0, left - sum), most));
        }
    }
}
