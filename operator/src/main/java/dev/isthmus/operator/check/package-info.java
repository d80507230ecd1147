/** {@code check}: whether a cluster, and what a driver is told, are fit; green, yellow and red lines. */
@NullMarked
package dev.isthmus.operator.check;

import org.jspecify.annotations.NullMarked;
