package dev.isthmus.testkit.ecs.cluster;

import java.util.Arrays;
import java.util.Optional;

/** The capacity providers of Fargate. They are in every account, by these names, and are never created or deleted. */
public enum FargateProvider {
    /** On-Demand, which {@code launchType} FARGATE means too. */
    FARGATE,
    /** Capacity that AWS takes back when it needs it. */
    FARGATE_SPOT;

    /** The provider of this name, as strategies and clusters name it; none for other providers. */
    public static Optional<FargateProvider> named(String name) {
        return Arrays.stream(values())
                .filter(provider -> provider.name().equals(name))
                .findFirst();
    }
}
