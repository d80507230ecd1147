/** What the parts of the machine share: what a Mesos master remembers of one framework, its timers, its journal, and the outputs of the step. */
@NullMarked
package dev.isthmus.mesos.machine.state;

import org.jspecify.annotations.NullMarked;
