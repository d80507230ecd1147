/** A task as a framework asks for it, before it is launched: what it runs, in which container, with which ports, files and health check. */
@NullMarked
package dev.isthmus.api.task;

import org.jspecify.annotations.NullMarked;
