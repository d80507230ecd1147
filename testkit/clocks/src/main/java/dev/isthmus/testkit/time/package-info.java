/** Time that a test moves by hand: one clock, and the timers that hang on it. */
@NullMarked
package dev.isthmus.testkit.time;

import org.jspecify.annotations.NullMarked;
