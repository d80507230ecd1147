/**
 * The state machine of a master for any number of frameworks, and of a driver for one: calls and events go in, callbacks and requests come out. No I/O,
 * threads, locks or clocks. Its parts are in the packages below.
 */
@NullMarked
package dev.isthmus.mesos.machine;

import org.jspecify.annotations.NullMarked;
