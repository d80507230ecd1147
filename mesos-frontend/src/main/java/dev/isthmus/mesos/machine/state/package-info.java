/** What the parts of the machine share: what a Mesos master keeps of its cluster and of each framework, its timers, the journals, and the outputs of the step. */
@NullMarked
package dev.isthmus.mesos.machine.state;

import org.jspecify.annotations.NullMarked;
