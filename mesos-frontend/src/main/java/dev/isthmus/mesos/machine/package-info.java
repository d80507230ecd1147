/** The state machine: calls and events go in, callbacks and requests come out. No I/O, threads, locks or clocks. */
@NullMarked
package dev.isthmus.mesos.machine;

import org.jspecify.annotations.NullMarked;
