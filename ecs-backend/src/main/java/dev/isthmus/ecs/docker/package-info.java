/** Docker parameters and the container information of a Mesos task: what of it ECS has, what is dropped with a warning, and what is refused. */
@NullMarked
package dev.isthmus.ecs.docker;

import org.jspecify.annotations.NullMarked;
