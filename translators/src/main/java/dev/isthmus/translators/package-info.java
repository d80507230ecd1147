/** The translators that come with Isthmus, between the resources of Mesos and those of Amazon ECS. */
@NullMarked
package dev.isthmus.translators;

import org.jspecify.annotations.NullMarked;
