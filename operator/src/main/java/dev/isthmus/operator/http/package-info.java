/** Reads what frameworks and masters answer over HTTP. */
@NullMarked
package dev.isthmus.operator.http;

import org.jspecify.annotations.NullMarked;
