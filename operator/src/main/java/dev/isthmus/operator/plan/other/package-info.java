/** Chronos's jobs, Singularity's deploys, and Mesos's own TaskInfo, as tasks. */
@NullMarked
package dev.isthmus.operator.plan.other;

import org.jspecify.annotations.NullMarked;
