/** The task definitions that ECS has: finds them, registers ours, and deregisters those that nothing uses. */
@NullMarked
package dev.isthmus.ecs.registration;

import org.jspecify.annotations.NullMarked;
