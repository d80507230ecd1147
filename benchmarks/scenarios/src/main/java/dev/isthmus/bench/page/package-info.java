/** The page of the documentation that shows what was measured, made of the JSON of a report. */
@NullMarked
package dev.isthmus.bench.page;

import org.jspecify.annotations.NullMarked;
