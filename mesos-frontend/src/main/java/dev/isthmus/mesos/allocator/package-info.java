/** Decides which framework is offered what is free: the allocator of a Mesos master, for any number of frameworks. */
@NullMarked
package dev.isthmus.mesos.allocator;

import org.jspecify.annotations.NullMarked;
