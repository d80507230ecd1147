/** A service of many instances that is started as Marathon starts it, on a clock that is moved by hand. */
@NullMarked
package dev.isthmus.bench.service;

import org.jspecify.annotations.NullMarked;
