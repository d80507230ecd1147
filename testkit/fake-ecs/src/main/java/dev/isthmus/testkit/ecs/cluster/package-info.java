/**
 * What an ECS cluster does, as a state machine of one thread without I/O or clock: calls, reports of containers and the time go
 * in; answers and commands for the runtime come out.
 */
@NullMarked
package dev.isthmus.testkit.ecs.cluster;

import org.jspecify.annotations.NullMarked;
