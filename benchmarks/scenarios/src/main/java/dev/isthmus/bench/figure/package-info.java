/** Figures with their spread, where they were measured, and their table and JSON. */
@NullMarked
package dev.isthmus.bench.figure;

import org.jspecify.annotations.NullMarked;
