/** Stops tasks, until ECS stops them. */
@NullMarked
package dev.isthmus.ecs.stop;

import org.jspecify.annotations.NullMarked;
