package dev.isthmus.driver.architecture.planted.zookeeper;

import dev.isthmus.driver.architecture.planted.api.one.One;

/** Knows another module. */
public interface KnowsApi {
    One other();
}
