/** The rim: the AWS SDK client, and the conversion between its model and ours. */
@NullMarked
package dev.isthmus.ecs.sdk;

import org.jspecify.annotations.NullMarked;
