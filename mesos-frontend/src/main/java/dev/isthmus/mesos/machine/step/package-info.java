/** What goes into a step of the machine and what comes out: inputs, among them the calls of the framework, and outputs, among them its callbacks. */
@NullMarked
package dev.isthmus.mesos.machine.step;

import org.jspecify.annotations.NullMarked;
