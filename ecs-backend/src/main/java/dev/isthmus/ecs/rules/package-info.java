/** What an operator's rules and a framework's labels say of tasks: which definition, image, role, network, volumes and logs they get. */
@NullMarked
package dev.isthmus.ecs.rules;

import org.jspecify.annotations.NullMarked;
