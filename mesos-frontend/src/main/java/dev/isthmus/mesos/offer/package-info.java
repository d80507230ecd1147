/**
 * Allocates resources to roles, keeps the outstanding offers, the refusal filters and the reservations, and writes offers. Pure: no I/O, no clock.
 */
@NullMarked
package dev.isthmus.mesos.offer;

import org.jspecify.annotations.NullMarked;
