/** Runs the state machine: its one thread, the backend, the journal and the clock. */
@NullMarked
package dev.isthmus.mesos.shell;

import org.jspecify.annotations.NullMarked;
