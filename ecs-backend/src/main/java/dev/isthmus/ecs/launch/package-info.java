/** Starting and stopping: what is asked of ECS for a task, and how the answers are taken. */
@NullMarked
package dev.isthmus.ecs.launch;

import org.jspecify.annotations.NullMarked;
