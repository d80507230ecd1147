/** What is asked of ECS and what it answers, in types of our own, so that only the rim knows the AWS SDK. */
@NullMarked
package dev.isthmus.ecs.call;

import org.jspecify.annotations.NullMarked;
