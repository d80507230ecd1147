/** How a state becomes a status update, and how updates are delivered until acknowledged. Pure: no I/O, no clock. */
@NullMarked
package dev.isthmus.mesos.status;

import org.jspecify.annotations.NullMarked;
