/** What happens to a world from outside: operators, processes, machines, disks and clocks. */
@NullMarked
package dev.isthmus.simulation.happening;

import org.jspecify.annotations.NullMarked;
