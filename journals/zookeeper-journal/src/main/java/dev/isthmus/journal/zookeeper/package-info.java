/** A journal in ZooKeeper, for frameworks whose drivers run on several hosts. */
@NullMarked
package dev.isthmus.journal.zookeeper;

import org.jspecify.annotations.NullMarked;
