/** A master in a process of its own, and frameworks that put it under load over HTTP. */
@NullMarked
package dev.isthmus.benchmarks.load;

import org.jspecify.annotations.NullMarked;
