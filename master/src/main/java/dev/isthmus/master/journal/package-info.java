/** What must outlive a master: the journals of its frameworks, behind a port that does not block. */
@NullMarked
package dev.isthmus.master.journal;

import org.jspecify.annotations.NullMarked;
