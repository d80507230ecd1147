/** Task definitions: which one a task runs, what goes into those we register, and where they are found again. */
@NullMarked
package dev.isthmus.ecs.definition;

import org.jspecify.annotations.NullMarked;
