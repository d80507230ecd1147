/** The default journal: one file for each framework, which survives a crash. */
@NullMarked
package dev.isthmus.journal;

import org.jspecify.annotations.NullMarked;
