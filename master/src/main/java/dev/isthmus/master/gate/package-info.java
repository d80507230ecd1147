/**
 * What a request to the API of schedulers is answered, in Mesos's order and words, or which call it carries. Pure: what the master knows it is given.
 */
@NullMarked
package dev.isthmus.master.gate;

import org.jspecify.annotations.NullMarked;
