/** What must outlive a master, by framework: behind a port that does not block, and how a framework that comes from a driver of its own is adopted. */
@NullMarked
package dev.isthmus.master.journal;

import org.jspecify.annotations.NullMarked;
