/**
 * How the bundle's log lines reach the framework's log: SLF4J is relocated in the bundle, so its events are handed on to the
 * SLF4J that the framework has, or to the JDK's own logging.
 */
@NullMarked
package dev.isthmus.driver.logging;

import org.jspecify.annotations.NullMarked;
