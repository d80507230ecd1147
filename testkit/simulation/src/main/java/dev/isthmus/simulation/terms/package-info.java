/** Draws what frameworks of a master say of the offers that they can have. */
@NullMarked
package dev.isthmus.simulation.terms;

import org.jspecify.annotations.NullMarked;
