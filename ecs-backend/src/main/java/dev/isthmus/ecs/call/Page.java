package dev.isthmus.ecs.call;

import java.util.List;
import java.util.Optional;

/**
 * One page of a listing.
 *
 * @param arns in the order given; names, where there are no ARNs
 * @param next token of the next page, if there is one; a short page does not mean the end
 */
public record Page(List<String> arns, Optional<String> next) {

    /** Copies the list. */
    public Page {
        arns = List.copyOf(arns);
    }
}
