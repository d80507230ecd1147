/** Where a script plays: the driver without a thread, and the record of what was called and told. */
@NullMarked
package dev.isthmus.testkit.framework.stage;

import org.jspecify.annotations.NullMarked;
