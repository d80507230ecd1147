/**
 * What happened to each task, from the offer it was launched on to its end, for people who ask why it is where it is: taken from what goes into a master's steps and comes of
 * them, and kept in memory within bounds. Pure.
 */
@NullMarked
package dev.isthmus.master.life;

import org.jspecify.annotations.NullMarked;
