/** The calls of ECS that Isthmus makes, as values, and how they are answered; only {@code sdk} knows the AWS SDK. */
@NullMarked
package dev.isthmus.ecs.call;

import org.jspecify.annotations.NullMarked;
