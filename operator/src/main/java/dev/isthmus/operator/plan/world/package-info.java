/** A world for one task: the real driver over a cluster in memory, in one thread; what is registered and started there is the plan. */
@NullMarked
package dev.isthmus.operator.plan.world;

import org.jspecify.annotations.NullMarked;
