/** Resources of agents and tasks: exact amounts, port ranges and sets of items, by names of one dialect. */
@NullMarked
package dev.isthmus.api.resource;

import org.jspecify.annotations.NullMarked;
