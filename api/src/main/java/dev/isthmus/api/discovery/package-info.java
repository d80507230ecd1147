/**
 * Finding providers on the class path and selecting one. The selection is deterministic: it never depends on the order in which they are
 * found.
 */
@NullMarked
package dev.isthmus.api.discovery;

import org.jspecify.annotations.NullMarked;
