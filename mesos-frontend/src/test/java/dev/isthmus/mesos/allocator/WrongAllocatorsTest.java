package dev.isthmus.mesos.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.allocator.reference.AllocatorLaws;
import dev.isthmus.mesos.allocator.reference.AllocatorStory;
import dev.isthmus.mesos.allocator.reference.ModelCluster.Hold;
import dev.isthmus.mesos.allocator.reference.ReferenceAllocator;
import dev.isthmus.mesos.allocator.reference.WrongAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws find what they are there to find. */
class WrongAllocatorsTest {

    private static final int STORIES = 200;

    @ParameterizedTest
    @MethodSource("dev.isthmus.mesos.allocator.reference.WrongAllocator#all")
    void each_wrong_allocator_is_found_by_the_law_that_it_breaks(WrongAllocator wrong) {
        List<String> found = new ArrayList<>();
        for (int seed = 0; seed < STORIES && found.isEmpty(); seed++) {
            boolean quotas = seed % 2 == 0;
            AllocatorStory.tell(seed, quotas, (rig, granted) -> {
                List<Hold> grants = rig.insteadOfLast(wrong.allocator());
                List<String> broken = new ArrayList<>(
                        AllocatorLaws.broken(rig.before(), grants, rig.openInOrder(rig.before(), 0), quotas));
                if (!AllocatorProperties.byPlace(grants)
                        .equals(AllocatorProperties.byPlace(rig.insteadOfLast(new ReferenceAllocator())))) {
                    broken.add("AL-11 differs");
                }
                broken.stream().filter(each -> each.startsWith(wrong.law())).forEach(found::add);
            });
        }
        assertThat(found).as("in %s stories", STORIES).isNotEmpty();
    }
}
