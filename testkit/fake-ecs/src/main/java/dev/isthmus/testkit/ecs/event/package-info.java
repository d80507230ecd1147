/** What ECS tells EventBridge of its tasks and container instances. Internal to the fake. */
@NullMarked
package dev.isthmus.testkit.ecs.event;

import org.jspecify.annotations.NullMarked;
