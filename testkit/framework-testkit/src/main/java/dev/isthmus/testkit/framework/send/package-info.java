/** What a script sends to the scheduler: the state of its connection, offers of agents, states of tasks. */
@NullMarked
package dev.isthmus.testkit.framework.send;

import org.jspecify.annotations.NullMarked;
