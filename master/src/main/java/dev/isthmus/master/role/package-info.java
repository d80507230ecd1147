/** Weights and quotas of roles while a master runs: what operators ask for, and Mesos's rules for it. Pure. */
@NullMarked
package dev.isthmus.master.role;

import org.jspecify.annotations.NullMarked;
