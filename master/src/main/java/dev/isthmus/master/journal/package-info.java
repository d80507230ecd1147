/** What a master remembers, in one journal, by framework; and how a framework that comes from a driver of its own is adopted. */
@NullMarked
package dev.isthmus.master.journal;

import org.jspecify.annotations.NullMarked;
