/** What the suites that an implementation of an SPI inherits have in common. The suites themselves are in the packages below. */
@NullMarked
package dev.isthmus.testkit.contract;

import org.jspecify.annotations.NullMarked;
