/** Generators of the values of api for jqwik, biased to the edges where translations go wrong. */
@NullMarked
package dev.isthmus.testkit.generate;

import org.jspecify.annotations.NullMarked;
