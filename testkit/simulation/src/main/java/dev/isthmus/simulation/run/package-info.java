/** A world, from its seed and its scenario to the end of its run. */
@NullMarked
package dev.isthmus.simulation.run;

import org.jspecify.annotations.NullMarked;
