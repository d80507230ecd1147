/** What a framework calls into what the machine is told, and what the machine calls back into events. Pure. */
@NullMarked
package dev.isthmus.master.translation;

import org.jspecify.annotations.NullMarked;
