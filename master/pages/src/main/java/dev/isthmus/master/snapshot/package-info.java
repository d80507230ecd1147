/** What a master holds at one moment, as it is shown: its agents, its frameworks, their tasks and offers, and the past of them. Pure. */
@NullMarked
package dev.isthmus.master.snapshot;

import org.jspecify.annotations.NullMarked;
