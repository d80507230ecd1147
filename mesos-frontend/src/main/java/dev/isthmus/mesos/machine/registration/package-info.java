/** Registers the framework, follows its agents and the connection to its cluster, and removes the framework when its time is over. */
@NullMarked
package dev.isthmus.mesos.machine.registration;

import org.jspecify.annotations.NullMarked;
