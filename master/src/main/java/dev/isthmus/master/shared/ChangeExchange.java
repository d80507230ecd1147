package dev.isthmus.master.shared;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.server.Exchange;
import dev.isthmus.master.server.RecordStream;

/**
 * The exchange of a request for a change: whoever is answered that it is done sees it on every page.
 *
 * @param exchange the one that it is
 * @param pages what they show is of before
 */
public record ChangeExchange(Exchange exchange, SharedPages pages) implements Exchange {

    @Override
    public void answer(HttpAnswer answer) {
        pages.outdate();
        exchange.answer(answer);
    }

    @Override
    public RecordStream stream(HttpAnswer head, Runnable broken) {
        return exchange.stream(head, broken);
    }
}
