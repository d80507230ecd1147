/** What a script expects of the scheduler: calls, launches, declined offers, what it was told. */
@NullMarked
package dev.isthmus.testkit.framework.expect;

import org.jspecify.annotations.NullMarked;
