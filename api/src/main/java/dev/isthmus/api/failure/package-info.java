/** Failures as values. Each has a category, and only the category decides what happens next. */
@NullMarked
package dev.isthmus.api.failure;

import org.jspecify.annotations.NullMarked;
