/** The translators that come with Isthmus: Mesos resources to those that Amazon ECS counts, and back. */
@NullMarked
package dev.isthmus.translators;

import org.jspecify.annotations.NullMarked;
