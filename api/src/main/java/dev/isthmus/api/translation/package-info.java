/** The SPI that translates resources from one dialect to another, and the table of the translators in use. */
@NullMarked
package dev.isthmus.api.translation;

import org.jspecify.annotations.NullMarked;
