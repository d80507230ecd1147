/** Runs a master: its one thread, its timers, the server before it, the backend and the journals behind it. */
@NullMarked
package dev.isthmus.master.shell;

import org.jspecify.annotations.NullMarked;
