/** Reads resources from the messages of Mesos, which hold doubles, into exact amounts, and writes them back. */
@NullMarked
package dev.isthmus.mesos.resource;

import org.jspecify.annotations.NullMarked;
