/** What an operator asks from a shell, as picocli commands that {@code ./isthmus} has beside its others. */
@NullMarked
package dev.isthmus.operator;

import org.jspecify.annotations.NullMarked;
