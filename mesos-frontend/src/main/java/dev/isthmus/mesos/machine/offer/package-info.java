/** Makes offers of what is free on the agents, and rescinds those that no longer hold. */
@NullMarked
package dev.isthmus.mesos.machine.offer;

import org.jspecify.annotations.NullMarked;
