/** {@code ./isthmus run}: starts a framework with the agent, the settings, and the JVM options that old frameworks need. */
@NullMarked
package dev.isthmus.cli.run;

import org.jspecify.annotations.NullMarked;
