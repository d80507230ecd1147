package dev.isthmus.driver.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Two jobs of Spark that begin at the same moment on one cluster, under seeds: how many of them blacklist agents for what is nobody's fault, and
 * how many never get on though the cluster is free.
 *
 * <p>A few seeds here. For more, and for the figures of several lengths of jobs and of patience, set {@code isthmus.sharing.seeds}.
 */
class TwoSparksTest {

    private static final int FIGURES = Integer.getInteger("isthmus.sharing.seeds", 0);
    private static final int SEEDS = Math.max(FIGURES, 10);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration NONE = Duration.ZERO;
    private static final Duration DEFAULT = SharingWorld.DEFAULT_PATIENCE;

    /**
     * How pairs of jobs came out.
     *
     * @param pairs how many
     * @param refused how many of them met a refusal
     * @param lost how many tasks were told lost
     * @param blacklisted how many had a job that blacklisted an agent
     * @param hung how many had a job that was not done within an hour
     * @param took how long the later of the two took, on average, where both were done
     * @param calls how many calls were made of ECS where both were done
     */
    private record Outcome(int pairs, int refused, long lost, int blacklisted, int hung, Duration took, int calls) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d pairs, %d with refusals, %d tasks lost, %d with an agent blacklisted, %d hung; of the others the later took %d s, with %d calls",
                    pairs,
                    refused,
                    lost,
                    blacklisted,
                    hung,
                    took.dividedBy(Math.max(1, pairs - hung)).toSeconds(),
                    calls / Math.max(1, pairs - hung));
        }

        Outcome plus(Outcome other) {
            return new Outcome(
                    pairs + other.pairs,
                    refused + other.refused,
                    lost + other.lost,
                    blacklisted + other.blacklisted,
                    hung + other.hung,
                    took.plus(other.took),
                    calls + other.calls);
        }
    }

    /** Of as many seeds, with jobs that take about so long if they get all they want. */
    private static Outcome play(Duration patience, Duration length) {
        Outcome all = new Outcome(0, 0, 0, 0, 0, Duration.ZERO, 0);
        for (int seed = 0; seed < SEEDS; seed++) {
            try (SharingWorld world = new SharingWorld(seed, patience)) {
                all = all.plus(play(world, new Random(seed), length));
            }
        }
        return all;
    }

    private static Outcome play(SharingWorld world, Random random, Duration length) {
        int cpus = 4 + 4 * random.nextInt(2);
        world.cluster.addAgent("a", cpus);
        world.cluster.addAgent("b", cpus);
        int cores = 1 + random.nextInt(2);
        int most = 2 * cpus / cores;
        // Each wants the whole cluster, or half of it at least.
        int wanted = most / 2 + random.nextInt(most / 2 + 1);
        Duration work = length.multipliedBy(wanted);
        SparkJob one = new SparkJob(world, "one", wanted, cores, work);
        world.pass(Duration.ofMillis(200));
        SparkJob two = new SparkJob(world, "two", wanted, cores, work);
        boolean done = world.until(() -> one.isDone() && two.isDone(), HOUR);
        Duration later = one.took().compareTo(two.took()) > 0 ? one.took() : two.took();
        return new Outcome(
                1,
                world.cluster.refusals > 0 ? 1 : 0,
                one.lost() + two.lost(),
                one.blacklisted() + two.blacklisted() > 0 ? 1 : 0,
                done ? 0 : 1,
                done ? later : Duration.ZERO,
                done ? world.calls() : 0);
    }

    @Test
    void jobs_that_end_within_the_patience_are_told_of_no_loss() {
        Duration length = Duration.ofSeconds(15);
        Outcome before = play(NONE, length);
        assertThat(before.refused()).as("pairs that collide").isGreaterThan(SEEDS / 2);
        assertThat(before.blacklisted()).as("without patience: %s", before).isGreaterThan(SEEDS / 3);
        assertThat(before.hung()).as("without patience: %s", before).isPositive();
        Outcome after = play(DEFAULT, length);
        assertThat(after.refused()).as("pairs that collide").isGreaterThan(SEEDS / 2);
        assertThat(after.lost()).as("with patience: %s", after).isZero();
        assertThat(after.blacklisted()).as("with patience: %s", after).isZero();
        assertThat(after.hung()).as("with patience: %s", after).isZero();
        if (FIGURES > 0) {
            print();
        }
    }

    @Test
    void longer_jobs_are_told_of_no_more_loss_than_without_patience() {
        Duration length = Duration.ofMinutes(5);
        Outcome before = play(NONE, length);
        Outcome after = play(DEFAULT, length);
        assertThat(after.lost())
                .as("before: %s, after: %s", before, after)
                .isPositive()
                .isLessThanOrEqualTo(before.lost());
        assertThat(after.hung()).as("before: %s, after: %s", before, after).isLessThanOrEqualTo(before.hung());
    }

    private static void print() {
        for (long length : List.of(15L, 30L, 60L, 120L, 300L)) {
            for (long patience : List.of(0L, 60L, 300L)) {
                System.out.println("jobs of " + length + " s, patience " + patience + " s: "
                        + play(Duration.ofSeconds(patience), Duration.ofSeconds(length)));
            }
        }
    }
}
