/**
 * The SDK's client without a wire: {@link dev.isthmus.testkit.ecs.client.EcsClients} makes clients whose calls are answered in memory, with the
 * objects and exceptions that the real one would make of the same answer.
 */
@NullMarked
package dev.isthmus.testkit.ecs.client;

import org.jspecify.annotations.NullMarked;
