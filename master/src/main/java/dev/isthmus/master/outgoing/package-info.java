/** Events on their way to clients, encoded when their turn comes. */
@NullMarked
package dev.isthmus.master.outgoing;

import org.jspecify.annotations.NullMarked;
