/** The framework's description, and its checks, which are those of a Mesos master. */
@NullMarked
package dev.isthmus.mesos.framework;

import org.jspecify.annotations.NullMarked;
