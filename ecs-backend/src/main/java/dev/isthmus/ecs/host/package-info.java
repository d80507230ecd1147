/** Under which names and addresses agents can be reached, which ECS does not say and EC2 does. */
@NullMarked
package dev.isthmus.ecs.host;

import org.jspecify.annotations.NullMarked;
