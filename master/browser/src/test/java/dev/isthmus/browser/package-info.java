/** The page of a master in a browser. */
@NullMarked
package dev.isthmus.browser;

import org.jspecify.annotations.NullMarked;
