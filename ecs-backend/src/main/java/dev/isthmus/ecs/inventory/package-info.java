/** Container instances as agents, and what runs on them. */
@NullMarked
package dev.isthmus.ecs.inventory;

import org.jspecify.annotations.NullMarked;
