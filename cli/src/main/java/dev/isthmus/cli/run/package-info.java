/** {@code ./isthmus run}: a framework started with the agent, the settings, and what an old one needs of a new JVM. */
@NullMarked
package dev.isthmus.cli.run;

import org.jspecify.annotations.NullMarked;
