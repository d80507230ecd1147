/** A fake cluster for each test, or for each class of tests, of JUnit 5. */
@NullMarked
package dev.isthmus.testkit.ecs.junit;

import org.jspecify.annotations.NullMarked;
