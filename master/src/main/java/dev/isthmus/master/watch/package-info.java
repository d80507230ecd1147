/**
 * Who watches a cluster on a stream of Mesos's operator API ({@code SUBSCRIBE} of {@code POST /api/v1}; src/master/master.cpp, {@code Subscribers}), and what they are told:
 * first all there is, then what changes. Pure.
 */
@NullMarked
package dev.isthmus.master.watch;

import org.jspecify.annotations.NullMarked;
