/** Resources between the messages of Mesos, with their doubles, and exact values. */
@NullMarked
package dev.isthmus.mesos.resource;

import org.jspecify.annotations.NullMarked;
