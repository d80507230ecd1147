/** Which agents there are, what they have, and the SPI that says so. */
@NullMarked
package dev.isthmus.api.inventory;

import org.jspecify.annotations.NullMarked;
