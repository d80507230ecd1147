package dev.isthmus.simulation.happening;

import dev.isthmus.testkit.ecs.FakeFargate;
import dev.isthmus.testkit.ecs.cluster.FargateProvider;
import dev.isthmus.testkit.ecs.cluster.FargateSettings;
import java.time.Duration;

/**
 * Something that happens to what there is of Fargate.
 *
 * @param amount how many vCPUs are left, or how many tasks it befalls
 * @param length for how long; it makes no difference where it is over at once
 */
public record FargateHappening(Kind kind, FargateProvider provider, int amount, Duration length) implements Happening {

    /** Until when the containers of a task that AWS takes back have ended, by their stop timeout, and it is STOPPED. */
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(63);

    /** Kinds of them. */
    public enum Kind {
        /** Others use the quota of the account. */
        FARGATE_QUOTA_SHORT,
        /** AWS has no room. */
        FARGATE_FULL,
        /** AWS takes Spot tasks back. */
        FARGATE_SPOT_TAKEN,
        /** What tasks run on is retired. */
        FARGATE_RETIRED
    }

    @Override
    public <R> R fold(HappeningCases<R> cases) {
        return cases.ofFargate(this);
    }

    @Override
    public void happen(WorldStage stage) {
        FakeFargate fargate = stage.cluster().fargate();
        switch (kind) {
            case FARGATE_QUOTA_SHORT -> {
                fargate.quota(provider, amount);
                stage.after(length, () -> fargate.quota(provider, FargateSettings.NO_LIMIT));
            }
            case FARGATE_FULL -> {
                fargate.capacity(provider, 0);
                stage.after(length, () -> fargate.capacity(provider, FargateSettings.NO_LIMIT));
            }
            case FARGATE_SPOT_TAKEN -> fargate.interruptSpot(amount);
            case FARGATE_RETIRED -> fargate.retire(amount);
        }
    }

    @Override
    public Duration lastsFor() {
        return switch (kind) {
            case FARGATE_QUOTA_SHORT, FARGATE_FULL -> length;
            case FARGATE_SPOT_TAKEN, FARGATE_RETIRED -> STOPPED_WITHIN;
        };
    }
}
