/** Laws on what frameworks of one master have of it and of each other. They see what leaves the master, in the order in which it does. */
@NullMarked
package dev.isthmus.simulation.sharing;

import org.jspecify.annotations.NullMarked;
