/** A driver in a process of its own, which can be killed, frozen and continued between any two steps. */
@NullMarked
package dev.isthmus.simulation.driver;

import org.jspecify.annotations.NullMarked;
