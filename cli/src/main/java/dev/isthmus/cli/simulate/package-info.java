/** The command {@code ./isthmus simulate}: worlds under seeds, until a law is broken. */
@NullMarked
package dev.isthmus.cli.simulate;

import org.jspecify.annotations.NullMarked;
