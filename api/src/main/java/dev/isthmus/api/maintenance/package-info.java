/** Machines and agents that operators take out of service: which, when, and how far that is. */
@NullMarked
package dev.isthmus.api.maintenance;

import org.jspecify.annotations.NullMarked;
