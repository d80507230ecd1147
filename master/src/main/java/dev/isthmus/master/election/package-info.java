/** Which of several masters leads, as Mesos's masters find out: by znodes that the clients of Mesos read. */
@NullMarked
package dev.isthmus.master.election;

import org.jspecify.annotations.NullMarked;
