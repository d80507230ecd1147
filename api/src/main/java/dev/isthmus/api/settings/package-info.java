/** Settings: one name, one format and one table for everything that can be configured. */
@NullMarked
package dev.isthmus.api.settings;

import org.jspecify.annotations.NullMarked;
