/**
 * What is sent to a master and what comes from it, as bytes of Mesos's v1 scheduler API. The numbers of the envelope's fields are here; what is inside is
 * Mesos's own messages, whose numbers are the same in v0 and v1.
 */
package dev.isthmus.driver.client.wire;
