/** What a framework sees of a Mesos master: the page that says how far it holds, and frameworks like Mesos's own examples. */
@NullMarked
package dev.isthmus.driver.conformance;

import org.jspecify.annotations.NullMarked;
