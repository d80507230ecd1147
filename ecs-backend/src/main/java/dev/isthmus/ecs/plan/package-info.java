/** Plans launches: chooses or builds the task definition, and the command and environment that override it. */
@NullMarked
package dev.isthmus.ecs.plan;

import org.jspecify.annotations.NullMarked;
