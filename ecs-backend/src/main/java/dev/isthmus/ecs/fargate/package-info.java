/** Fargate: the task sizes that there are, the size of what a task asks for, and the slots that are offered. Values only. */
@NullMarked
package dev.isthmus.ecs.fargate;

import org.jspecify.annotations.NullMarked;
