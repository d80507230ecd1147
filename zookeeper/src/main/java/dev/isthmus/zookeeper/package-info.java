/** A small client layer for ZooKeeper: a session that survives disconnects and expiry. See ADR 18. */
@NullMarked
package dev.isthmus.zookeeper;

import org.jspecify.annotations.NullMarked;
