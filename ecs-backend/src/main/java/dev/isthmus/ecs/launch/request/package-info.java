/** Builds requests to start ECS tasks: the tasks that start together, and their resources, command and environment as overrides. */
@NullMarked
package dev.isthmus.ecs.launch.request;

import org.jspecify.annotations.NullMarked;
