/** The znodes of a journal: where they are, how they are read and changed in one operation, and the watch for a newer owner. */
@NullMarked
package dev.isthmus.journal.zookeeper.znode;

import org.jspecify.annotations.NullMarked;
