/** The little that is needed of ZooKeeper: a session that outlives cuts and expiry. ADR 18. */
@NullMarked
package dev.isthmus.zookeeper;

import org.jspecify.annotations.NullMarked;
