/** Starts tasks: retries, waiting for resources, and starts whose response was lost. */
@NullMarked
package dev.isthmus.ecs.launch;

import org.jspecify.annotations.NullMarked;
