/** What a task that failed printed last, which is told with its end. */
@NullMarked
package dev.isthmus.ecs.tail;

import org.jspecify.annotations.NullMarked;
