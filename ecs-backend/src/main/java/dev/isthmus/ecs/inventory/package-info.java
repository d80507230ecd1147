/** The container instances of the cluster as agents, and the most resources of them that this driver uses. */
@NullMarked
package dev.isthmus.ecs.inventory;

import org.jspecify.annotations.NullMarked;
