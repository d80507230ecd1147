/** The tasks of the cluster: their identity, their status and why they ended. */
@NullMarked
package dev.isthmus.ecs.task;

import org.jspecify.annotations.NullMarked;
