package dev.isthmus.master.gate;

import dev.isthmus.master.http.HttpAnswer;

/** Ends the way of a request with an answer. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient HttpAnswer answer;

    Refusal(HttpAnswer answer) {
        super(answer.body());
        this.answer = answer;
    }

    HttpAnswer answer() {
        return answer;
    }
}
