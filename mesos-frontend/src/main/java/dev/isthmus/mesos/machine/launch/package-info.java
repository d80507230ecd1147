/** Carries out the operations of accepted offers: launches of tasks and groups, and reservations. */
@NullMarked
package dev.isthmus.mesos.machine.launch;

import org.jspecify.annotations.NullMarked;
