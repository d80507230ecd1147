/** {@code ./isthmus bench}. */
@NullMarked
package dev.isthmus.cli.bench;

import org.jspecify.annotations.NullMarked;
