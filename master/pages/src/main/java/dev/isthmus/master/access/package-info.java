/** Who may come in, as a file says it. */
@NullMarked
package dev.isthmus.master.access;

import org.jspecify.annotations.NullMarked;
