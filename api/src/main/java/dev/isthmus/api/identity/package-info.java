/** The ids of frameworks, agents, tasks and launches. */
@NullMarked
package dev.isthmus.api.identity;

import org.jspecify.annotations.NullMarked;
