/** The time of a world: what each process sees of it, and what chance decides in it. */
@NullMarked
package dev.isthmus.simulation.time;

import org.jspecify.annotations.NullMarked;
