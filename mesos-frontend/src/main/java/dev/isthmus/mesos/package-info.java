/**
 * What a Mesos master and its scheduler driver do for one framework, over any backend.
 *
 * <p>The messages are the private copy in {@code dev.isthmus.mesos.messages}; the framework's own never come here.
 */
@NullMarked
package dev.isthmus.mesos;

import org.jspecify.annotations.NullMarked;
