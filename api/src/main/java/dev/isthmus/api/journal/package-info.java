/** The journal SPI: what must outlive the process, of a framework (the acknowledged ends of tasks, its lease), and of a master (those of all its frameworks, weights, quotas). */
@NullMarked
package dev.isthmus.api.journal;

import org.jspecify.annotations.NullMarked;
