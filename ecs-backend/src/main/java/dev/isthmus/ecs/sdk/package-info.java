/** The client of the AWS SDK: how it is made, what it is given to sign calls, and what its failures mean. */
@NullMarked
package dev.isthmus.ecs.sdk;

import org.jspecify.annotations.NullMarked;
