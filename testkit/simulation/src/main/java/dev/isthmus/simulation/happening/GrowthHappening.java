package dev.isthmus.simulation.happening;

import dev.isthmus.simulation.cluster.GrowingGroups;
import java.time.Duration;

/**
 * Something that happens to the capacity providers that grow; nothing where there is none.
 *
 * @param length for how long; it makes no difference where it is over at once
 */
public record GrowthHappening(Kind kind, Duration length) implements Happening {

    /** What is over at once is met by whatever calls of its tasks until then. */
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(10);

    /** Until an instance is registered, where that takes long: longer than whoever has asked for it waits. */
    private static final Duration SLOW = Duration.ofMinutes(4);

    /** Kinds of them. */
    public enum Kind {
        /** The cluster does not have the providers any more, if no task uses them: an operator has taken them away between an offer and its use, say. */
        PROVIDER_DISSOCIATED(true),
        /** They do not scale any more. */
        PROVIDER_NOT_SCALING(true),
        /** Instances take long to come. */
        SCALE_OUT_SLOW(true),
        /** None comes: EC2 has none of that type. */
        SCALE_OUT_FAILS(true),
        /** ECS gives up what waits for an instance. */
        PROVISIONING_GIVEN_UP(false),
        /** EC2 takes back each new instance, with two minutes' notice, as soon as it is registered. */
        FRESH_SPOT_TAKEN(true),
        /** A group terminates an instance, whatever runs or is to run there: one on which something is about to run, if there is one. */
        GROUP_REBALANCED(false);

        private final boolean lasts;

        Kind(boolean lasts) {
            this.lasts = lasts;
        }
    }

    @Override
    public <R> R fold(HappeningCases<R> cases) {
        return cases.ofGrowth(this);
    }

    @Override
    public void happen(WorldStage stage) {
        stage.cluster().groups().ifPresent(groups -> {
            happen(groups, true);
            if (kind.lasts) {
                stage.after(length, () -> happen(groups, false));
            }
        });
    }

    private void happen(GrowingGroups groups, boolean begins) {
        switch (kind) {
            case PROVIDER_DISSOCIATED -> groups.associated(!begins);
            case PROVIDER_NOT_SCALING -> groups.scaling(!begins);
            case SCALE_OUT_SLOW -> groups.slow(begins ? SLOW : Duration.ZERO);
            case SCALE_OUT_FAILS -> groups.exhausted(begins);
            case PROVISIONING_GIVEN_UP -> groups.giveUp();
            case FRESH_SPOT_TAKEN -> groups.takingNew(begins);
            case GROUP_REBALANCED -> groups.rebalance();
        }
    }

    @Override
    public Duration lastsFor() {
        return kind.lasts ? length : SEEN_WITHIN;
    }
}
