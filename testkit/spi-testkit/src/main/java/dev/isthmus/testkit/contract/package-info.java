/** Suites that an implementation of an SPI inherits to be examined, and the laws they check as plain predicates. */
@NullMarked
package dev.isthmus.testkit.contract;

import org.jspecify.annotations.NullMarked;
