/** What ECS describes: container instances, tasks and task definitions, in types of our own. */
@NullMarked
package dev.isthmus.ecs.view;

import org.jspecify.annotations.NullMarked;
