/** The backend for Amazon ECS: its provider and settings, and the shell that runs the engine with threads and a clock. */
@NullMarked
package dev.isthmus.ecs;

import org.jspecify.annotations.NullMarked;
