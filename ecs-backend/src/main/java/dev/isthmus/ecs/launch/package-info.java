/** Starts and stops tasks: retries, waiting for resources, starts whose response was lost, and stops. */
@NullMarked
package dev.isthmus.ecs.launch;

import org.jspecify.annotations.NullMarked;
