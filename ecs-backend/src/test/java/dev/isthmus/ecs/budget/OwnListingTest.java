package dev.isthmus.ecs.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.ecs.call.TaskFilter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ADR 28: where listing the cluster as a whole takes fewer calls than listing each framework. */
class OwnListingTest {

    private static OwnListing frameworks(int count, int tasksOfEach) {
        List<TaskFilter> filters = IntStream.range(0, count)
                .mapToObj(i -> TaskFilter.startedBy("mark-" + i))
                .toList();
        return new OwnListing(filters, count * ReadShare.calls(tasksOfEach), count * tasksOfEach, count * tasksOfEach);
    }

    /** The rows of the table in the ADR. */
    @ParameterizedTest(name = "{0} tasks on the cluster: {2} frameworks of {1}")
    @CsvSource({
        "100, 1, 1",
        "101, 1, 2",
        "1000, 50, 10",
        "5000, 50, 50",
        "5000, 90, 50",
        "5000, 101, 25",
        "20000, 950, 20",
        "100000, 1, 1000",
    })
    void each_framework_is_listed_up_to_the_border_and_the_cluster_from_the_next_one_on(
            int running, int tasksOfEach, int most) {
        assertThat(frameworks(most, tasksOfEach).isCheaperWhole(running))
                .as("%s frameworks", most)
                .isFalse();
        assertThat(frameworks(most + 1, tasksOfEach).isCheaperWhole(running))
                .as("%s frameworks", most + 1)
                .isTrue();
    }

    @Test
    void one_framework_is_always_listed_by_itself() {
        for (int running : new int[] {0, 1, 100, 101, 20_000}) {
            for (int tasks : new int[] {0, 1, 99, 100, 101, 5_000, 30_000}) {
                assertThat(frameworks(1, tasks).isCheaperWhole(running))
                        .as("%s tasks of %s", tasks, running)
                        .isFalse();
            }
        }
    }

    @Test
    void what_is_known_to_run_counts_where_the_cluster_was_listed_before_it_did() {
        assertThat(frameworks(2, 100).isCheaperWhole(0)).isFalse();
        assertThat(frameworks(3, 60).isCheaperWhole(0)).isTrue();
    }

    @Test
    void next_listing_costs_what_is_chosen_and_what_it_has_described() {
        assertThat(frameworks(1, 250).next(20_000)).as("3 pages").isEqualTo(3);
        assertThat(frameworks(40, 5).next(20_000)).as("40 pages, for 200 tasks").isEqualTo(40);
        assertThat(frameworks(400, 5).next(20_000))
                .as("the whole cluster, and not 400 pages")
                .isEqualTo(200);
        OwnListing watched = new OwnListing(List.of(TaskFilter.startedBy("one")), 3, 250, 500);
        assertThat(watched.next(20_000))
                .as("listed, and described for their health")
                .isEqualTo(5);
    }
}
