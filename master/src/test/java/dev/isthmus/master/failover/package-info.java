/** Three masters as processes over a real ZooKeeper and a fake ECS, that lose their leader again and again, and what their frameworks make of it. */
@NullMarked
package dev.isthmus.master.failover;

import org.jspecify.annotations.NullMarked;
