/** The laws that hold after every step, by the numbers of docs/spec.md. */
@NullMarked
package dev.isthmus.simulation.law;

import org.jspecify.annotations.NullMarked;
