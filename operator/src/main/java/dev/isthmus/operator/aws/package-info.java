/** What the commands ask of AWS beside ECS, which only operators need and no driver carries: the caller's name, logs, EC2's clock. */
@NullMarked
package dev.isthmus.operator.aws;

import org.jspecify.annotations.NullMarked;
