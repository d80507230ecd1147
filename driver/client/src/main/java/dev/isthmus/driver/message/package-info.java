/**
 * Converts messages between the framework's Mesos classes and our private copy of them, and finds the version of the framework's. As in the package
 * above, no descriptor names a protobuf type.
 */
package dev.isthmus.driver.message;
