/** Time that passes evenly, whatever a clock is set to. */
@NullMarked
package dev.isthmus.api.time;

import org.jspecify.annotations.NullMarked;
