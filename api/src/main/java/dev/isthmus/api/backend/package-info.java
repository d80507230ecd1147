/** A backend: the pair of offers and launches that belong together, and the SPI that opens one. */
@NullMarked
package dev.isthmus.api.backend;

import org.jspecify.annotations.NullMarked;
