/** What libprocess asks of any request: its route, its media types, who sends it. Values only; the server is elsewhere. */
@NullMarked
package dev.isthmus.master.http;

import org.jspecify.annotations.NullMarked;
