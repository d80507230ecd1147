package dev.isthmus.driver.architecture.planted.api.one;

import dev.isthmus.driver.architecture.planted.api.two.Two;

/** Depends in a circle. */
public interface One {
    Two two();
}
