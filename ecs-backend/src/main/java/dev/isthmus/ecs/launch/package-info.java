/** Starting and stopping tasks: retries, waiting for room, starts of which the answer was lost, and stops. */
@NullMarked
package dev.isthmus.ecs.launch;

import org.jspecify.annotations.NullMarked;
