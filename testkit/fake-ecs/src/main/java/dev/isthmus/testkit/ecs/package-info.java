/**
 * A fake ECS cluster on the wire, for tests and demonstrations: {@link dev.isthmus.testkit.ecs.FakeEcs} starts it,
 * {@link dev.isthmus.testkit.ecs.FakeEcsConfig} says how it looks.
 */
@NullMarked
package dev.isthmus.testkit.ecs;

import org.jspecify.annotations.NullMarked;
