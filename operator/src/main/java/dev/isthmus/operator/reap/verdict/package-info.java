/** Which frameworks are gone, by what the journals say and what their tasks show, and what follows for their tasks. Pure: no I/O, no clock. */
@NullMarked
package dev.isthmus.operator.reap.verdict;

import org.jspecify.annotations.NullMarked;
