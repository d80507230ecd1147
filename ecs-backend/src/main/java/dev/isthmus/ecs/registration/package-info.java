/** Finds task definitions in ECS, registers those of Isthmus, and deregisters unused ones. */
@NullMarked
package dev.isthmus.ecs.registration;

import org.jspecify.annotations.NullMarked;
