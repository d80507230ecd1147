/** Maintenance of machines, and of single agents: what operators ask for, Mesos's rules for it, and its messages. Pure. */
@NullMarked
package dev.isthmus.master.maintenance;

import org.jspecify.annotations.NullMarked;
