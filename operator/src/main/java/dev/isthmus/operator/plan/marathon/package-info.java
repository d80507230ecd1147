/** Marathon's apps as the tasks that Marathon would launch for them. */
@NullMarked
package dev.isthmus.operator.plan.marathon;

import org.jspecify.annotations.NullMarked;
