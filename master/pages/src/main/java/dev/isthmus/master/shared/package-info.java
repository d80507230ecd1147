/** Pages of a master for all who ask: written once, on a thread of their own. */
@NullMarked
package dev.isthmus.master.shared;

import org.jspecify.annotations.NullMarked;
