/** The SPI that turns amounts of one dialect into amounts of another, and the table of the translators in force. */
@NullMarked
package dev.isthmus.api.translation;

import org.jspecify.annotations.NullMarked;
