/** What a command is told: its surroundings, the settings of the product, and which cluster is meant. */
@NullMarked
package dev.isthmus.operator.settings;

import org.jspecify.annotations.NullMarked;
