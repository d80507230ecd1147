/** A framework over mesos-rxjava, for a trial of the master. */
@NullMarked
package dev.isthmus.frameworks.rx;

import org.jspecify.annotations.NullMarked;
