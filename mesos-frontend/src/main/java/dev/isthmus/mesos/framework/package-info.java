/** What a framework says of itself, checked as a Mesos master checks it. */
@NullMarked
package dev.isthmus.mesos.framework;

import org.jspecify.annotations.NullMarked;
