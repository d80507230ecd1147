/** What must outlive the process: which ends were acknowledged, and the lease of the framework. */
@NullMarked
package dev.isthmus.api.journal;

import org.jspecify.annotations.NullMarked;
