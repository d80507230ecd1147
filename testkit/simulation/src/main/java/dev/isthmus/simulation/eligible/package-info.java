/** Who may be offered what, whoever comes first: GPUs, minimum offers, constraints and reservations, and the laws of them. */
@NullMarked
package dev.isthmus.simulation.eligible;

import org.jspecify.annotations.NullMarked;
