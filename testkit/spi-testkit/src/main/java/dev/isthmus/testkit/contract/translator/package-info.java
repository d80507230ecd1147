/** Suites that a translator inherits: one for amounts, one for ports, one for sets. */
@NullMarked
package dev.isthmus.testkit.contract.translator;

import org.jspecify.annotations.NullMarked;
