package dev.isthmus.master.snapshot;

import static java.util.Objects.requireNonNull;

import dev.isthmus.mesos.messages.Protos.MasterInfo;

/**
 * Who a master is, which does not change as long as it leads.
 *
 * @param info as frameworks are told
 * @param cluster the name of its cluster
 * @param started when it was started, in seconds since 1970
 */
public record MasterIdentity(MasterInfo info, String cluster, double started) {

    /** Checks that all is there. */
    public MasterIdentity {
        requireNonNull(info, "info");
        requireNonNull(cluster, "cluster");
    }
}
