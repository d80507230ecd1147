/**
 * A fake ECS cluster for tests and demonstrations, served over HTTP: {@link dev.isthmus.testkit.ecs.FakeEcs} starts it,
 * {@link dev.isthmus.testkit.ecs.FakeEcsConfig} configures it. {@link dev.isthmus.testkit.ecs.InMemoryEcs} is the same cluster without a
 * server, for simulations in one thread.
 */
@NullMarked
package dev.isthmus.testkit.ecs;

import org.jspecify.annotations.NullMarked;
