/** Failures as ordinary values, each with a category on which alone it depends what happens next. */
@NullMarked
package dev.isthmus.api.failure;

import org.jspecify.annotations.NullMarked;
