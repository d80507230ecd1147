/** The events of a fake cluster, as a test meets them: who is told, what goes wrong on the way, and the queue that they go to. */
@NullMarked
package dev.isthmus.testkit.ecs.events;

import org.jspecify.annotations.NullMarked;
