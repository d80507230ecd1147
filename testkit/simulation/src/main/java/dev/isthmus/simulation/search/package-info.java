/** Looks for a seed under which a law is broken: scenarios from seeds, what they cover, and how one is made smaller. */
@NullMarked
package dev.isthmus.simulation.search;

import org.jspecify.annotations.NullMarked;
