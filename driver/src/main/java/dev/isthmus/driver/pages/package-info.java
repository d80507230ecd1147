/**
 * What a driver shows over HTTP where {@code ISTHMUS_HTTP} says: a master's pages, for reading alone, of its cluster and its one framework. The server is the JDK's. See ADR 43.
 */
@NullMarked
package dev.isthmus.driver.pages;

import org.jspecify.annotations.NullMarked;
