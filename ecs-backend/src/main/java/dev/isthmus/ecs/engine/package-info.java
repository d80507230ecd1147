/** The state machine of the backend, and the polling of the cluster. */
@NullMarked
package dev.isthmus.ecs.engine;

import org.jspecify.annotations.NullMarked;
