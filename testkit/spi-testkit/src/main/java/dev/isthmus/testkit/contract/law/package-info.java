/** The laws of translation as plain predicates, and what they are applied to. */
@NullMarked
package dev.isthmus.testkit.contract.law;

import org.jspecify.annotations.NullMarked;
