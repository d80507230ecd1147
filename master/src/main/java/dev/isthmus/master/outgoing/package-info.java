/** What is on its way to clients: events, encoded when their turn comes, and answers to changes, which pages show by then. */
@NullMarked
package dev.isthmus.master.outgoing;

import org.jspecify.annotations.NullMarked;
