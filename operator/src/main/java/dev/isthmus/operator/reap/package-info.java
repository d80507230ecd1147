/** {@code ./isthmus reap}: the tasks of frameworks that are gone, and task definitions that nobody uses. */
@NullMarked
package dev.isthmus.operator.reap;

import org.jspecify.annotations.NullMarked;
