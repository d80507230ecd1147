/** The cluster of a world: a fake ECS in memory, and the network between it and the drivers. */
@NullMarked
package dev.isthmus.simulation.cluster;

import org.jspecify.annotations.NullMarked;
