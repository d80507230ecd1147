/** Messages of Mesos's two API versions into each other: v1, which HTTP speaks, and v0, in which the master thinks. */
@NullMarked
package dev.isthmus.master.evolve;

import org.jspecify.annotations.NullMarked;
