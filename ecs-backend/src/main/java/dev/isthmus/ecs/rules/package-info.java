/** Rules of the operator and labels of the framework that choose the task definition, image, roles, network, volumes and logs of tasks. */
@NullMarked
package dev.isthmus.ecs.rules;

import org.jspecify.annotations.NullMarked;
