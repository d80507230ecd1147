/** The operations of the ECS API, each over the model of one account: {@link dev.isthmus.testkit.ecs.operation.Operations} lists them. Inside the fake; not for tests. */
@NullMarked
package dev.isthmus.testkit.ecs.operation;

import org.jspecify.annotations.NullMarked;
