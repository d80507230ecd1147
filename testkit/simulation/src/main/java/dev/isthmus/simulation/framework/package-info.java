/** Frameworks that live in a world. */
@NullMarked
package dev.isthmus.simulation.framework;

import org.jspecify.annotations.NullMarked;
