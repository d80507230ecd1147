package dev.isthmus.master.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.server.Exchange;
import dev.isthmus.master.server.RecordStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever is answered that a change is done sees it on every page. */
class ChangeExchangeTest {

    private final List<String> happened = new ArrayList<>();

    private final class Answered implements Exchange {

        @Override
        public void answer(HttpAnswer answer) {
            happened.add("answered " + answer.status());
        }

        @Override
        public RecordStream stream(HttpAnswer head, Runnable broken) {
            throw new AssertionError("a change is no stream");
        }
    }

    @Test
    void what_pages_show_is_of_before_once_somebody_is_answered() {
        new ChangeExchange(new Answered(), () -> happened.add("outdated")).answer(HttpAnswer.empty(200));
        assertThat(happened).containsExactly("outdated", "answered 200");
    }
}
