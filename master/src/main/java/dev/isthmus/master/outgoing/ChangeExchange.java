package dev.isthmus.master.outgoing;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.server.Exchange;
import dev.isthmus.master.server.RecordStream;

/**
 * The exchange of a request for a change: whoever is answered that it is done sees it on every page.
 *
 * @param exchange the one that it is
 * @param outdate has what pages show be looked at again
 */
public record ChangeExchange(Exchange exchange, Runnable outdate) implements Exchange {

    @Override
    public void answer(HttpAnswer answer) {
        outdate.run();
        exchange.answer(answer);
    }

    @Override
    public RecordStream stream(HttpAnswer head, Runnable broken) {
        return exchange.stream(head, broken);
    }
}
