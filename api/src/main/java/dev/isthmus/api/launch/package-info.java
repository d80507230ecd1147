/** What is to be run, what became of it, and the SPI that runs it. */
@NullMarked
package dev.isthmus.api.launch;

import org.jspecify.annotations.NullMarked;
