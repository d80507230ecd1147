/** RecordIO, in which events stand on a stream: the length in bytes, a line feed, and so many bytes. */
@NullMarked
package dev.isthmus.master.recordio;

import org.jspecify.annotations.NullMarked;
