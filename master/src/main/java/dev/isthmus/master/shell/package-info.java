/** Runs a master: its one thread, its timers, the server before it and the machines of its frameworks behind it. */
@NullMarked
package dev.isthmus.master.shell;

import org.jspecify.annotations.NullMarked;
