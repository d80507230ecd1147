/** Classifies why ECS refuses a launch, and advises what to do about it. */
@NullMarked
package dev.isthmus.ecs.launch.refusal;

import org.jspecify.annotations.NullMarked;
