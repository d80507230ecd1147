/** What has happened in a world, a line each step with a column a component. */
@NullMarked
package dev.isthmus.simulation.trace;

import org.jspecify.annotations.NullMarked;
