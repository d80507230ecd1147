package dev.isthmus.testkit.framework.architecture.planted.stage;

import dev.isthmus.testkit.framework.architecture.planted.send.KnowsWhatIsExpected;

/** On purpose: the stage looks at what is sent. */
public final class KnowsWhatIsSent {

    Class<?> known() {
        return KnowsWhatIsExpected.class;
    }
}
