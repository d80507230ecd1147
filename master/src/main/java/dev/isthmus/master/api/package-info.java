/**
 * What operators ask of a master while it runs: {@code POST /api/v1} and the older {@code /weights}, {@code /quota} and {@code /roles}. Requests are read into what is asked
 * for, and answers written; what is asked for is done elsewhere. Pure.
 */
@NullMarked
package dev.isthmus.master.api;

import org.jspecify.annotations.NullMarked;
