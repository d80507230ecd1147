/** One step of the engine: what goes in, what comes out, and what the parts of the engine ask for within it. */
@NullMarked
package dev.isthmus.ecs.step;

import org.jspecify.annotations.NullMarked;
