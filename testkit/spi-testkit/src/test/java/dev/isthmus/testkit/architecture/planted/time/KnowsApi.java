package dev.isthmus.testkit.architecture.planted.time;

import dev.isthmus.api.resource.Resources;

/** On purpose: a clock that knows what the SPIs are about. */
public final class KnowsApi {

    Class<?> known() {
        return Resources.class;
    }
}
