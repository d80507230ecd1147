package dev.isthmus.master.subscription;

import static java.util.Objects.requireNonNull;

import dev.isthmus.mesos.messages.Protos.MasterInfo;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * How subscriptions are kept.
 *
 * @param master the id of this master, with which the ids of its frameworks begin
 * @param info what frameworks are told of it; its address must be one that they reach
 * @param heartbeat how often a stream gives a sign of life, above 0; Mesos has 15 s
 * @param uuids makes ids of streams that are unique for all time
 */
public record SubscriptionOptions(UUID master, MasterInfo info, Duration heartbeat, Supplier<UUID> uuids) {

    /** Checks the interval. */
    public SubscriptionOptions {
        requireNonNull(master, "master");
        requireNonNull(info, "info");
        requireNonNull(uuids, "uuids");
        if (heartbeat.isNegative() || heartbeat.isZero()) {
            throw new IllegalArgumentException("heartbeats must be some time apart, not " + heartbeat);
        }
    }
}
