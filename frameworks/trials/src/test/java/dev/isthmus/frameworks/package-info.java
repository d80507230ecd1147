/** Frameworks that we did not write, as their authors published them, over the bundle and a fake cluster, all in processes of their own. */
@NullMarked
package dev.isthmus.frameworks;

import org.jspecify.annotations.NullMarked;
