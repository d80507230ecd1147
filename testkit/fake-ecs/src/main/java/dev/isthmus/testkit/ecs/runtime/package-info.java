/** Container runtimes of the fake: the interface, and one whose containers follow a script of the test. */
@NullMarked
package dev.isthmus.testkit.ecs.runtime;

import org.jspecify.annotations.NullMarked;
