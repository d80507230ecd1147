package dev.isthmus.testkit.framework.architecture.planted.expect;

import dev.isthmus.testkit.framework.architecture.planted.send.KnowsWhatIsExpected;

/** On purpose: what is expected looks at what is sent. */
public final class KnowsWhatIsSent {

    Class<?> known() {
        return KnowsWhatIsExpected.class;
    }
}
