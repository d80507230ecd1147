/** Laws on whether what frameworks are told, and what journals keep, is true. */
@NullMarked
package dev.isthmus.simulation.truth;

import org.jspecify.annotations.NullMarked;
