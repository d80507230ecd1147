/** The agents of a cluster and their resources, and the SPI that reports them. */
@NullMarked
package dev.isthmus.api.inventory;

import org.jspecify.annotations.NullMarked;
