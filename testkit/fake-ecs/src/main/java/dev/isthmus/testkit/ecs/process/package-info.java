/** Containers as local processes: images are commands, volumes are directories. */
@NullMarked
package dev.isthmus.testkit.ecs.process;

import org.jspecify.annotations.NullMarked;
