/** Suites that a backend inherits, its provider, its offer source and its task launcher, and the cluster that they are given for it. */
@NullMarked
package dev.isthmus.testkit.contract.backend;

import org.jspecify.annotations.NullMarked;
