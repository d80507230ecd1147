/** The journal SPI: what must outlive the process, which is the acknowledged ends of tasks and the framework's lease. */
@NullMarked
package dev.isthmus.api.journal;

import org.jspecify.annotations.NullMarked;
