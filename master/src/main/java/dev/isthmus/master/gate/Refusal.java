package dev.isthmus.master.gate;

import dev.isthmus.master.http.HttpAnswer;

/** Ends the way of a request with an answer. */
public final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient HttpAnswer answer;

    /** It is answered so. */
    public Refusal(HttpAnswer answer) {
        super(answer.body());
        this.answer = answer;
    }

    /** What it is answered. */
    public HttpAnswer answer() {
        return answer;
    }
}
