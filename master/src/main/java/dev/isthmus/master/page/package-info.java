/**
 * The page of a master: its files, and the figures that it asks for, each a pure writer over a snapshot or over what is known of a task's life. What it shows goes beyond
 * what Mesos's pages of v0 say, so that it has answers of its own under {@code /isthmus}. See ADR 45.
 */
@NullMarked
package dev.isthmus.master.page;

import org.jspecify.annotations.NullMarked;
