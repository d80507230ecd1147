package dev.isthmus.master.gate;

import dev.isthmus.master.http.Answer;

/** Ends the way of a request with an answer. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    Refusal(Answer answer) {
        super(answer.body());
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}
