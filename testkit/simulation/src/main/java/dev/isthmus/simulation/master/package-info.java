/** Masters in processes of their own, one after the other, with one journal. */
@NullMarked
package dev.isthmus.simulation.master;

import org.jspecify.annotations.NullMarked;
