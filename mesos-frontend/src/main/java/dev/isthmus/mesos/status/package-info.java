/**
 * Status updates: how the end of a task becomes a terminal state, and how updates are delivered until they are acknowledged. Pure: no I/O, no clock.
 */
@NullMarked
package dev.isthmus.mesos.status;

import org.jspecify.annotations.NullMarked;
