/**
 * Converts Docker parameters, network and volumes of a Mesos task for a task definition; what ECS does not support is dropped with a warning, or
 * refused.
 */
@NullMarked
package dev.isthmus.ecs.docker;

import org.jspecify.annotations.NullMarked;
