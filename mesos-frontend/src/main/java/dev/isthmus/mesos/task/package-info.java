/** The tasks of the framework: checked before launch, and known until their end is acknowledged. Pure: no I/O, no clock. */
@NullMarked
package dev.isthmus.mesos.task;

import org.jspecify.annotations.NullMarked;
