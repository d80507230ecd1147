/** A cluster of ECS as it is now, asked with the product's own calls. */
@NullMarked
package dev.isthmus.operator.cluster;

import org.jspecify.annotations.NullMarked;
