/** Backends: a source of offers and a launcher that belong together, and the SPI that opens them. */
@NullMarked
package dev.isthmus.api.backend;

import org.jspecify.annotations.NullMarked;
