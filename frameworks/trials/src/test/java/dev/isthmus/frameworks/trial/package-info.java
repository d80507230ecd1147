/** What trials have in common: a directory and a report, processes, a fake cluster, class paths, files that are served, a ZooKeeper. */
@NullMarked
package dev.isthmus.frameworks.trial;

import org.jspecify.annotations.NullMarked;
