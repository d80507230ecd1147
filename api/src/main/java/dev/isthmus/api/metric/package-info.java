/** What is measured, as it is shown: one source for JMX and for Prometheus. */
@NullMarked
package dev.isthmus.api.metric;

import org.jspecify.annotations.NullMarked;
