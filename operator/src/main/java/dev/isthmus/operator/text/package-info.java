/** How the commands write: tables for people, JSON for programs, screens that are drawn again in place. */
@NullMarked
package dev.isthmus.operator.text;

import org.jspecify.annotations.NullMarked;
