/** The request to start an ECS task: the tasks that start together, their resources and environment as overrides, within what ECS takes. */
@NullMarked
package dev.isthmus.ecs.launch.request;

import org.jspecify.annotations.NullMarked;
