/** The whole way from a framework's call to a container and back, seen as a framework and its user see it. */
@NullMarked
package dev.isthmus.driver.e2e;

import org.jspecify.annotations.NullMarked;
