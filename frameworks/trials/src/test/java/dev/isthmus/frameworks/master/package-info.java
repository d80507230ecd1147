/** Frameworks over clients that we did not write, as their authors published them, over the master and a fake cluster, all in processes of their own. */
@NullMarked
package dev.isthmus.frameworks.master;

import org.jspecify.annotations.NullMarked;
