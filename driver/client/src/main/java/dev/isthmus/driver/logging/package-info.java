/**
 * Passes the bundle's log to the framework's: SLF4J is relocated in the bundle, so its events go to the framework's own SLF4J, or to the JDK's
 * logging.
 */
package dev.isthmus.driver.logging;
