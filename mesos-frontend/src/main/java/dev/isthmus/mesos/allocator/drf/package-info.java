/** Dominant resource fairness with weights, over a tree of roles and the frameworks in each: who is next. */
@NullMarked
package dev.isthmus.mesos.allocator.drf;

import org.jspecify.annotations.NullMarked;
