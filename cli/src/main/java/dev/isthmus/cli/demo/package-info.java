/** A small Mesos framework, what it is to run, and how that is shown while it happens. */
@NullMarked
package dev.isthmus.cli.demo;

import org.jspecify.annotations.NullMarked;
