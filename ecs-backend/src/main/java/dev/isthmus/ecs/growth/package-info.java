/** Capacity providers of instances: the slots that stand for what one may add, and where a task is that such a provider places. Values only. */
@NullMarked
package dev.isthmus.ecs.growth;

import org.jspecify.annotations.NullMarked;
