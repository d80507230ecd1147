/** The ids by which frameworks, agents, tasks and launches are told apart. */
@NullMarked
package dev.isthmus.api.identity;

import org.jspecify.annotations.NullMarked;
