/**
 * The state machine of a master and a driver for one framework: calls and events go in, callbacks and requests come out. No I/O, threads, locks or
 * clocks. Its parts are in the packages below.
 */
@NullMarked
package dev.isthmus.mesos.machine;

import org.jspecify.annotations.NullMarked;
