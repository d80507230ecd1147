/** What an agent has and a task asks for: exact amounts, port ranges and sets, under names of one dialect. */
@NullMarked
package dev.isthmus.api.resource;

import org.jspecify.annotations.NullMarked;
