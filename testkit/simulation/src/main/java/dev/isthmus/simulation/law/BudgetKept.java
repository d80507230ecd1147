package dev.isthmus.simulation.law;

import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.verdict.Court;
import dev.isthmus.testkit.ecs.budget.Bucket;
import dev.isthmus.testkit.ecs.budget.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * R-WD-05: a driver never calls ECS more often than the share of the request budget that is set allows, whatever its clock is set to.
 */
public final class BudgetKept implements WorldLaw {

    private static final double ROUNDING = 0.001;

    private final Court court;
    private final double share;
    private final Map<DriverLife, Map<Bucket, Level>> levels = new HashMap<>();

    private static final class Level {
        private double tokens;
        private Instant at;

        Level(double tokens, Instant at) {
            this.tokens = tokens;
            this.at = at;
        }
    }

    /**
     * Nothing is spent.
     *
     * @param percent the share
     */
    public BudgetKept(Court court, long percent) {
        this.court = court;
        this.share = percent / 100.0;
    }

    @Override
    public String rule() {
        return "R-WD-05";
    }

    @Override
    public void called(DriverLife life, String operation) {
        Bucket bucket = Bucket.of(operation).orElse(null);
        if (bucket == null) {
            court.broken(rule(), life + " calls " + operation + ", which no budget is known for");
            return;
        }
        Rate rate = bucket.awsRate();
        double capacity = Math.max(1, rate.capacity() * share);
        Instant now = court.now();
        Level level = levels.computeIfAbsent(life, first -> new HashMap<>())
                .computeIfAbsent(bucket, first -> new Level(capacity, now));
        double passed = Duration.between(level.at, now).toNanos() / 1e9;
        level.tokens = Math.min(capacity, level.tokens + passed * rate.perSecond() * share) - 1;
        level.at = now;
        if (level.tokens < -ROUNDING) {
            court.broken(rule(), life + " calls " + operation + " when its share of " + bucket + " is spent");
        }
    }

    @Override
    public void ended(DriverLife life) {
        levels.remove(life);
    }
}
