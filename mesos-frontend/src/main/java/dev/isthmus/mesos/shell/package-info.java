/** The thin shell around the state machine: one thread, the backend, the time. */
@NullMarked
package dev.isthmus.mesos.shell;

import org.jspecify.annotations.NullMarked;
