/**
 * Weights and quotas of roles while a master runs: what operators ask for, Mesos's rules for it, and the order in which a change is checked, remembered, put into effect and
 * answered. Pure.
 */
@NullMarked
package dev.isthmus.master.role;

import org.jspecify.annotations.NullMarked;
