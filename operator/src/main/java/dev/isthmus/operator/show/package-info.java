/** {@code agents}, {@code offers}, {@code tasks}, {@code frameworks}: what there is, in ECS's words and in Mesos's, from ECS or from a master. */
@NullMarked
package dev.isthmus.operator.show;

import org.jspecify.annotations.NullMarked;
