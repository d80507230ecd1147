/** Mesos's own JSON, written and read by the descriptors of messages; it is not that of protobuf 3. See ADR 25. */
@NullMarked
package dev.isthmus.master.json;

import org.jspecify.annotations.NullMarked;
