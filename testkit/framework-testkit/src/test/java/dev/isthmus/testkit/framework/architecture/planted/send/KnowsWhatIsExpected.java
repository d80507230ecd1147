package dev.isthmus.testkit.framework.architecture.planted.send;

import dev.isthmus.testkit.framework.architecture.planted.expect.KnowsWhatIsSent;

/** On purpose: what is sent looks at what is expected. */
public final class KnowsWhatIsExpected {

    Class<?> known() {
        return KnowsWhatIsSent.class;
    }
}
