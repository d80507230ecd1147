/** Follows tasks from launch to end: status updates, kills, reconciliation, and the tasks of earlier processes. */
@NullMarked
package dev.isthmus.mesos.machine.task;

import org.jspecify.annotations.NullMarked;
