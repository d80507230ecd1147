/** The contents of the task definitions that Isthmus registers, their families, and the limits that ECS sets to them. */
@NullMarked
package dev.isthmus.ecs.definition;

import org.jspecify.annotations.NullMarked;
