/** The one way in which everything here is configured. */
@NullMarked
package dev.isthmus.api.settings;

import org.jspecify.annotations.NullMarked;
