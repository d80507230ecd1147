/** What has happened in a script and when, and why a step cannot be. */
@NullMarked
package dev.isthmus.testkit.framework.history;

import org.jspecify.annotations.NullMarked;
