/** Why a launch is refused, and what to do about it, by what ECS says and by the version of its agent. */
@NullMarked
package dev.isthmus.ecs.launch.refusal;

import org.jspecify.annotations.NullMarked;
