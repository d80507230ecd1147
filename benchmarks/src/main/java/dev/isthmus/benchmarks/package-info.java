/** What is measured, each with the baseline it is measured against. */
@NullMarked
package dev.isthmus.benchmarks;

import org.jspecify.annotations.NullMarked;
