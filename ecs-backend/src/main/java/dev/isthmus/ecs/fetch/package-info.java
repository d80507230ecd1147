/**
 * Fetching the URIs of a task into its sandbox before it runs: which are fetched, how the container receives the list, the script that fetches, and
 * the meaning of its exit codes. Values and text only, without any calls.
 */
@NullMarked
package dev.isthmus.ecs.fetch;

import org.jspecify.annotations.NullMarked;
