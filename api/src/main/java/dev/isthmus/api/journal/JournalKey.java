package dev.isthmus.api.journal;

import dev.isthmus.api.identity.FrameworkId;

/**
 * Identifies a journal. One framework id on two clusters has two journals.
 *
 * @param cluster the name of the cluster
 * @param framework the framework's id
 */
public record JournalKey(String cluster, FrameworkId framework) {

    @Override
    public String toString() {
        return "framework " + framework + " on cluster " + cluster;
    }
}
