/** Journals that lose what was not synced when their process dies. */
@NullMarked
package dev.isthmus.simulation.journal;

import org.jspecify.annotations.NullMarked;
