/** What a check finds, and what to do about it: lines, their verdicts, and the statements that grant what is denied. */
@NullMarked
package dev.isthmus.operator.check.finding;

import org.jspecify.annotations.NullMarked;
