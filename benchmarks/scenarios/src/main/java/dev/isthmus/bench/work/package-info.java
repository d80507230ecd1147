/** The work that is measured, by JMH and without it, each with the baseline it is measured against, and what it allocates. */
@NullMarked
package dev.isthmus.bench.work;

import org.jspecify.annotations.NullMarked;
