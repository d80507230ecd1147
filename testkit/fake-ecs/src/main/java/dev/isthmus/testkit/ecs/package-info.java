/**
 * A fake ECS cluster for tests and demonstrations, served over HTTP: {@link dev.isthmus.testkit.ecs.FakeEcs} starts it,
 * {@link dev.isthmus.testkit.ecs.FakeEcsConfig} configures it.
 */
@NullMarked
package dev.isthmus.testkit.ecs;

import org.jspecify.annotations.NullMarked;
