/** A process of a world, which can be killed, frozen and continued between any two steps. */
@NullMarked
package dev.isthmus.simulation.process;

import org.jspecify.annotations.NullMarked;
