/** Which resources are offered, to which role, and for how long an offer stands. Pure: no I/O, no clock. */
@NullMarked
package dev.isthmus.mesos.offer;

import org.jspecify.annotations.NullMarked;
