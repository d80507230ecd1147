/** What a task definition of ours holds, where it is registered, and the bounds that ECS sets to it. */
@NullMarked
package dev.isthmus.ecs.definition;

import org.jspecify.annotations.NullMarked;
