/** Offers and launches over Amazon ECS: the provider, its settings, and the thin shell that gives the pure parts threads and time. */
@NullMarked
package dev.isthmus.ecs;

import org.jspecify.annotations.NullMarked;
