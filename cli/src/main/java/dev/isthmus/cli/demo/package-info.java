/** {@code ./isthmus demo}: a small Mesos framework, its tasks, and their display. */
@NullMarked
package dev.isthmus.cli.demo;

import org.jspecify.annotations.NullMarked;
