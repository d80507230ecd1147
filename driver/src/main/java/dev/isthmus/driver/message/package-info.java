/**
 * How messages cross the border between the framework's Mesos classes and our private copy of them, and which version of Mesos the framework's
 * classes are of. As in the package above, no descriptor names a protobuf type.
 */
@NullMarked
package dev.isthmus.driver.message;

import org.jspecify.annotations.NullMarked;
