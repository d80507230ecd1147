/**
 * The operations of the ECS API, listed in {@link dev.isthmus.testkit.ecs.operation.Operations}, over the model of one account. Internal
 * to the fake.
 */
@NullMarked
package dev.isthmus.testkit.ecs.operation;

import org.jspecify.annotations.NullMarked;
