/** What can be seen of a world from outside: what frameworks ask and are told, what leaves a driver, what ECS holds. */
@NullMarked
package dev.isthmus.simulation.observe;

import org.jspecify.annotations.NullMarked;
