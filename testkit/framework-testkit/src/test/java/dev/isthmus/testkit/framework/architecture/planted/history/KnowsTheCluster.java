package dev.isthmus.testkit.framework.architecture.planted.history;

import dev.isthmus.testkit.framework.architecture.planted.cluster.KnowsTheStage;

/** On purpose: the history looks at the cluster. */
public final class KnowsTheCluster {

    Class<?> known() {
        return KnowsTheStage.class;
    }
}
