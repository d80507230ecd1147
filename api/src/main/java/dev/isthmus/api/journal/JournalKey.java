package dev.isthmus.api.journal;

import dev.isthmus.api.identity.FrameworkId;

/**
 * Identifies a journal. One framework id on two clusters has two journals, and no framework's id leads to the journal of a master.
 *
 * @param cluster the name of the cluster
 * @param owner whose it is
 */
public record JournalKey(String cluster, JournalOwner owner) {

    /** Of a framework. */
    public JournalKey(String cluster, FrameworkId framework) {
        this(cluster, new JournalOwner.Framework(framework));
    }

    /** Of the master of a cluster. */
    public static JournalKey ofMaster(String cluster) {
        return new JournalKey(cluster, new JournalOwner.Master());
    }

    @Override
    public String toString() {
        return owner + " on cluster " + cluster;
    }
}
