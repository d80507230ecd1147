/** The calls of the ECS API that Isthmus makes, and their answers, as values; only {@code sdk} uses the AWS SDK. */
@NullMarked
package dev.isthmus.ecs.call;

import org.jspecify.annotations.NullMarked;
