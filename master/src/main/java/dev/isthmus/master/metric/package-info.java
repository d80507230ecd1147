/** What a master measures, for Prometheus and JMX. Pure. See ADR 42. */
@NullMarked
package dev.isthmus.master.metric;

import org.jspecify.annotations.NullMarked;
