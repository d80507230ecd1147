/**
 * What a task wants in its sandbox before it runs: which of it is fetched, how the list reaches the container, the script that fetches, and how
 * its exit codes are read back. Values and text only: nothing here calls anything.
 */
@NullMarked
package dev.isthmus.ecs.fetch;

import org.jspecify.annotations.NullMarked;
