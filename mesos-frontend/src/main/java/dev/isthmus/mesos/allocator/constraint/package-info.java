/** Offer constraints: which agents a framework wants offers of, by their attributes. */
@NullMarked
package dev.isthmus.mesos.allocator.constraint;

import org.jspecify.annotations.NullMarked;
