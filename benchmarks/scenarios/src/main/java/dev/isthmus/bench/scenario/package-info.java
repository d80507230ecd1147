/** What {@code ./isthmus bench} runs: scenarios that fit a user's machine, each beside its baselines. */
@NullMarked
package dev.isthmus.bench.scenario;

import org.jspecify.annotations.NullMarked;
