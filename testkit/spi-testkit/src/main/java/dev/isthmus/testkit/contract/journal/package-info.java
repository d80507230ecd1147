/** The suite that a journal inherits, and the place for journals that it is given. */
@NullMarked
package dev.isthmus.testkit.contract.journal;

import org.jspecify.annotations.NullMarked;
