/** The default journal: one crash-safe file for each framework. */
@NullMarked
package dev.isthmus.journal;

import org.jspecify.annotations.NullMarked;
