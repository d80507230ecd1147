/** How providers are found, compared and chosen. Nothing is ever merely the first one found. */
@NullMarked
package dev.isthmus.api.discovery;

import org.jspecify.annotations.NullMarked;
