/** Laws on the slots on Fargate that drivers of a world offer. */
@NullMarked
package dev.isthmus.simulation.slot;

import org.jspecify.annotations.NullMarked;
