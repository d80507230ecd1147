package dev.isthmus.testkit.framework.architecture.planted.cluster;

import dev.isthmus.testkit.framework.architecture.planted.stage.KnowsWhatIsSent;

/** On purpose: the cluster looks at the stage. */
public final class KnowsTheStage {

    Class<?> known() {
        return KnowsWhatIsSent.class;
    }
}
