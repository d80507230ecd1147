/** {@code ./isthmus reap --definitions}: the task definitions of Isthmus in the account, and which of its clusters use them. */
@NullMarked
package dev.isthmus.operator.reap.definition;

import org.jspecify.annotations.NullMarked;
