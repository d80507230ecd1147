/** The ECS backend over clusters that are fake: with threads and in real time, or stepped on a clock that is moved by hand. */
@NullMarked
package dev.isthmus.bench.cluster;

import org.jspecify.annotations.NullMarked;
