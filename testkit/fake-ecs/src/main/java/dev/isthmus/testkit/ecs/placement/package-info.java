/** StartTask and RunTask: which container instance a task is started on, and why none will do. Inside the fake; not for tests. */
@NullMarked
package dev.isthmus.testkit.ecs.placement;

import org.jspecify.annotations.NullMarked;
