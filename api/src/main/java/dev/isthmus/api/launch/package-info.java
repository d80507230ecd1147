/** What a task runs, how its launch and its life went, and the SPI that launches, stops and lists tasks. */
@NullMarked
package dev.isthmus.api.launch;

import org.jspecify.annotations.NullMarked;
