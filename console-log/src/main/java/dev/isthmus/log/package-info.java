/** How the programs write their own log. */
@NullMarked
package dev.isthmus.log;

import org.jspecify.annotations.NullMarked;
