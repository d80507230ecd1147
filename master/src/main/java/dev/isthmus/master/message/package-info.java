/**
 * What a master holds, in the messages of Mesos's operator API of v1 (src/common/protobuf_utils.cpp, src/master/readonly_handler.cpp): what its calls answer, and what its
 * events are made of. Pure.
 */
@NullMarked
package dev.isthmus.master.message;

import org.jspecify.annotations.NullMarked;
