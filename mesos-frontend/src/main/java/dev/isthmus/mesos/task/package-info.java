/**
 * Tasks of the framework: their checks before launch, their descriptions for the backend, and the ledger that keeps them until their end is
 * acknowledged. Pure: no I/O, no clock.
 */
@NullMarked
package dev.isthmus.mesos.task;

import org.jspecify.annotations.NullMarked;
