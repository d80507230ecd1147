package dev.isthmus.operator.show;

import dev.isthmus.operator.settings.CommandFailure;

/** Who tells what there is. */
interface Source {

    Listing agents() throws CommandFailure, InterruptedException;

    Listing offers() throws CommandFailure, InterruptedException;

    /**
     * The tasks of frameworks.
     *
     * @param ended with those that have ended, as far as they are known
     */
    Listing tasks(boolean ended) throws CommandFailure, InterruptedException;

    Listing frameworks() throws CommandFailure, InterruptedException;
}
