/** {@code logs}: what a task has printed. */
@NullMarked
package dev.isthmus.operator.logs;

import org.jspecify.annotations.NullMarked;
