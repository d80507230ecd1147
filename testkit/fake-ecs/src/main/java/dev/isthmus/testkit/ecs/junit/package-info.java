/** A JUnit 5 extension that starts a fake cluster for each test or for each test class. */
@NullMarked
package dev.isthmus.testkit.ecs.junit;

import org.jspecify.annotations.NullMarked;
