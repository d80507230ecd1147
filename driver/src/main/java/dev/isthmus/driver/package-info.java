/**
 * The border between a framework's own Mesos classes and ours.
 *
 * <p>The classes here use the framework's {@code org.apache.mesos}, of any version from 0.21, and are never relocated. Only bytes, enums and strings
 * cross the border; no descriptor names a protobuf type, because a framework's protobuf may be of any version and under any name. A test that reads
 * the bytecode of every class here ensures that.
 */
@NullMarked
package dev.isthmus.driver;

import org.jspecify.annotations.NullMarked;
