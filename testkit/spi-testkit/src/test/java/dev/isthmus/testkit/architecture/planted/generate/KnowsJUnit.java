package dev.isthmus.testkit.architecture.planted.generate;

import org.junit.jupiter.api.Assertions;

/** On purpose: a generator that asserts. */
public final class KnowsJUnit {

    Class<?> known() {
        return Assertions.class;
    }
}
