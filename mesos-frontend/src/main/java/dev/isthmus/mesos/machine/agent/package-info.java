/** Tracks the agents of the cluster, and says what their fate means for the tasks of each framework. */
@NullMarked
package dev.isthmus.mesos.machine.agent;

import org.jspecify.annotations.NullMarked;
