/** StartTask and RunTask: on which container instance a task is placed, and why none is suitable. Internal to the fake. */
@NullMarked
package dev.isthmus.testkit.ecs.placement;

import org.jspecify.annotations.NullMarked;
