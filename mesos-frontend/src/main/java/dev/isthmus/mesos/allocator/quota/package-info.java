/** Quota: what roles are guaranteed and what they are limited to, and what they have consumed of it. */
@NullMarked
package dev.isthmus.mesos.allocator.quota;

import org.jspecify.annotations.NullMarked;
