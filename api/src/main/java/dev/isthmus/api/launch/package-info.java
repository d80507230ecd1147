/** How the launch and the life of a task go, and the SPI that launches, stops and lists tasks. */
@NullMarked
package dev.isthmus.api.launch;

import org.jspecify.annotations.NullMarked;
