/** Registers a framework, follows its connection, be it to its cluster or by a stream, and removes it when its time is over. */
@NullMarked
package dev.isthmus.mesos.machine.registration;

import org.jspecify.annotations.NullMarked;
