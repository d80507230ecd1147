package dev.isthmus.testkit.ecs.cluster;

import java.util.Optional;

/**
 * What an account has of Fargate at the start.
 *
 * @param associated whether the clusters of the configuration are associated with FARGATE and FARGATE_SPOT, as a strategy needs it;
 *     {@code launchType} FARGATE does not
 * @param onDemandVcpus the quota of vCPUs of On-Demand tasks, from 0 on
 * @param spotVcpus the quota of vCPUs of Spot tasks, from 0 on
 * @param pace how long a task on Fargate stays in each state; absent: as long as the others
 */
public record FargateSettings(boolean associated, int onDemandVcpus, int spotVcpus, Optional<TaskPace> pace) {
    /** More vCPUs than are ever asked for. */
    public static final int NO_LIMIT = Integer.MAX_VALUE;

    private static final int QUOTA_OF_AWS = 6;

    /** Checks. */
    public FargateSettings {
        if (onDemandVcpus < 0 || spotVcpus < 0) {
            throw new IllegalArgumentException(
                    "A quota of vCPUs is not negative: " + onDemandVcpus + " of On-Demand, " + spotVcpus + " of Spot");
        }
    }

    /** As clusters are made when nothing else is asked for: not associated with the providers; without quotas. */
    public static FargateSettings launchTypeOnly() {
        return new FargateSettings(false, NO_LIMIT, NO_LIMIT, Optional.empty());
    }

    /** Clusters that are associated with both providers; without quotas. */
    public static FargateSettings withProviders() {
        return new FargateSettings(true, NO_LIMIT, NO_LIMIT, Optional.empty());
    }

    /** This, with the quotas of a new account: 6 vCPUs of each. */
    public FargateSettings withQuotasOfAws() {
        return withQuotas(QUOTA_OF_AWS, QUOTA_OF_AWS);
    }

    /** This, with these quotas of vCPUs. */
    public FargateSettings withQuotas(int onDemand, int spot) {
        return new FargateSettings(associated, onDemand, spot, pace);
    }

    /** This, with these times for tasks on Fargate. */
    public FargateSettings withPace(TaskPace times) {
        return new FargateSettings(associated, onDemandVcpus, spotVcpus, Optional.of(times));
    }

    /** The quota of vCPUs of a provider. */
    public int quota(FargateProvider provider) {
        return provider == FargateProvider.FARGATE ? onDemandVcpus : spotVcpus;
    }
}
