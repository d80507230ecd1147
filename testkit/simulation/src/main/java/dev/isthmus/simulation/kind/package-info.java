/** Kinds of frameworks, each true in one habit to real ones. */
@NullMarked
package dev.isthmus.simulation.kind;

import org.jspecify.annotations.NullMarked;
