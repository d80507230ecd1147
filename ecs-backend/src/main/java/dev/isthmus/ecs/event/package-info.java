/** The events of ECS: what a message says, what is heard from it, and how far events are relied upon. */
@NullMarked
package dev.isthmus.ecs.event;

import org.jspecify.annotations.NullMarked;
