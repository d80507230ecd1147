/** The ./isthmus command. */
@NullMarked
package dev.isthmus.cli;

import org.jspecify.annotations.NullMarked;
