/** Generators for jqwik of what may go wrong with a fake cluster. */
@NullMarked
package dev.isthmus.testkit.ecs.generate;

import org.jspecify.annotations.NullMarked;
