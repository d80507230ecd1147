/** Reservations by operators, and those that a master remembers: what may be reserved, and what it comes to. Pure. */
@NullMarked
package dev.isthmus.master.reservation;

import org.jspecify.annotations.NullMarked;
