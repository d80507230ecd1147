/** The rounds in which the cluster is looked at, and the state machine that holds all parts together. */
@NullMarked
package dev.isthmus.ecs.engine;

import org.jspecify.annotations.NullMarked;
