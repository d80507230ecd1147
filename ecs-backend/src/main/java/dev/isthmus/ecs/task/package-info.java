/** Tasks as ECS tells of them: whose they are, where they are in their life, and why they ended. */
@NullMarked
package dev.isthmus.ecs.task;

import org.jspecify.annotations.NullMarked;
