/** What a fake cluster tells beside its API, as a test has it in hand: its events, the queues that they go to, and its logs. */
@NullMarked
package dev.isthmus.testkit.ecs.events;

import org.jspecify.annotations.NullMarked;
