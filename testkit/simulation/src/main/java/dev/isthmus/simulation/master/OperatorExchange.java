package dev.isthmus.simulation.master;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.server.Exchange;
import dev.isthmus.master.server.RecordStream;
import dev.isthmus.simulation.trace.Column;
import dev.isthmus.simulation.trace.Trace;

/** A request of an operator, whose answer is shown. */
record OperatorExchange(MasterProcess process, Trace trace) implements Exchange {

    @Override
    public void answer(HttpAnswer answer) {
        if (process.leaves()) {
            trace.add(Column.OPERATOR, "", "is answered", answer.status() + " " + answer.body());
        }
    }

    @Override
    public RecordStream stream(HttpAnswer head, Runnable broken) {
        throw new IllegalStateException("no operator asks for a stream");
    }
}
