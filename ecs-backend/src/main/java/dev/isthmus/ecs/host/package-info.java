/** The host names and addresses of agents, which ECS does not report and EC2 does. */
@NullMarked
package dev.isthmus.ecs.host;

import org.jspecify.annotations.NullMarked;
