/** How much is logged, as operators set it for a while. */
@NullMarked
package dev.isthmus.master.logging;

import org.jspecify.annotations.NullMarked;
