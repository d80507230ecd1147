/** What a machine is made with: the options of a master, of each of its frameworks, and the choices of the user. */
@NullMarked
package dev.isthmus.mesos.machine.options;

import org.jspecify.annotations.NullMarked;
