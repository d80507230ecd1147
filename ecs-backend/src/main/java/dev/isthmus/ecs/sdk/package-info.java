/** The client of the AWS SDK: its endpoint, credentials and proxy, and the classification of its errors. */
@NullMarked
package dev.isthmus.ecs.sdk;

import org.jspecify.annotations.NullMarked;
