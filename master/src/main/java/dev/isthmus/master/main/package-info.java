/** The master as a program: its command line, and what is installed put together. */
@NullMarked
package dev.isthmus.master.main;

import org.jspecify.annotations.NullMarked;
