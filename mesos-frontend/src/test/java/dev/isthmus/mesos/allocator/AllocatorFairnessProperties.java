package dev.isthmus.mesos.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.allocator.reference.AllocatorRig;
import dev.isthmus.mesos.allocator.reference.ModelCluster.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What follows of the order of turns over many runs. */
class AllocatorFairnessProperties {

    private static final Duration RUN = Duration.ofSeconds(1);

    @Property(tries = 200)
    void required_AL09_of_equal_agents_nobody_that_takes_all_gets_two_more_than_another(
            @ForAll @IntRange(min = 1, max = 8) int frameworks,
            @ForAll @IntRange(min = 1, max = 40) int agents,
            @ForAll boolean ofOneRole,
            @ForAll boolean oneByOne) {
        AllocatorRig rig = new AllocatorRig();
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < frameworks; i++) {
            rig.framework("f" + i, ofOneRole ? "r" : "r" + i);
            counts.put("f" + i, 0);
        }
        for (int i = 0; i < agents; i++) {
            rig.agent("a" + i, "cpus:2; mem:1024");
            if (oneByOne) {
                rig.run().forEach(hold -> counts.merge(hold.framework(), 1, Integer::sum));
            }
        }
        rig.run().forEach(hold -> counts.merge(hold.framework(), 1, Integer::sum));
        List<Integer> sorted = counts.values().stream().sorted().toList();
        assertThat(sorted.get(frameworks - 1) - sorted.get(0)).isLessThanOrEqualTo(1);
        assertThat(sorted.stream().mapToInt(Integer::intValue).sum()).isEqualTo(agents);
    }

    /**
     * Frameworks that answer no offer hold them until they time out. One that waits is offered an agent as soon as nobody is before it any more: those that use
     * more than it never are, those that use as much are for as many offers as they were made fewer, and one.
     */
    @Property(tries = 200)
    void required_AL10_with_a_timeout_of_offers_a_framework_waits_no_longer_than_the_bound(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5) int silent,
            @ForAll @IntRange(min = 1, max = 3) int agents,
            @ForAll @IntRange(min = 1, max = 20) int timeoutSeconds) {
        Random chance = new Random(seed);
        Duration timeout = Duration.ofSeconds(timeoutSeconds);
        AllocatorRig rig = new AllocatorRig();
        Map<String, Integer> offers = new TreeMap<>();
        for (int i = 0; i < silent; i++) {
            rig.framework("f" + i, "r" + i);
        }
        rig.framework("waits", "w");
        if (chance.nextBoolean()) {
            // Some have been made offers before, of which they took nothing.
            rig.agent("old", "cpus:1; mem:128");
            for (int i = chance.nextInt(30); i > 0; i--) {
                rig.run().forEach(hold -> offers.merge(hold.framework(), 1, Integer::sum));
                if (chance.nextInt(3) == 0) {
                    rig.suppress("f0", List.of("r0"));
                }
                rig.releaseAll().advance(RUN);
            }
            rig.revive("f0", List.of("r0")).gone("old");
        }
        for (int i = 0; i < silent; i++) {
            if (chance.nextBoolean()) {
                rig.use("f" + i, "r" + i, "elsewhere", "cpus:" + chance.nextInt(3));
            }
        }
        for (int i = 0; i < agents; i++) {
            rig.agent("a" + i, "cpus:2; mem:1024");
        }
        int before = 0;
        for (int i = 0; i < silent; i++) {
            boolean uses = rig.allocator().share("r" + i).part() > 0;
            int fewer = offers.getOrDefault("waits", 0) - offers.getOrDefault("f" + i, 0);
            before += uses ? 0 : Math.max(0, fewer + 1);
        }
        Duration bound = timeout.plus(RUN).multipliedBy(before);
        assertThat(waited(rig, timeout)).isLessThanOrEqualTo(bound);
    }

    /** How long it is until the one that waits is granted something. */
    private static Duration waited(AllocatorRig rig, Duration timeout) {
        Instant start = Instant.EPOCH;
        Map<Hold, Instant> made = new LinkedHashMap<>();
        for (Instant now = start; ; now = now.plus(RUN)) {
            for (Hold hold : new ArrayList<>(made.keySet())) {
                if (!now.isBefore(made.get(hold).plus(timeout))) {
                    made.remove(hold);
                    rig.release(hold);
                }
            }
            for (Hold hold : rig.run()) {
                if (hold.framework().equals("waits")) {
                    return Duration.between(start, now);
                }
                made.put(hold, now);
            }
            rig.advance(RUN);
        }
    }
}
