package dev.isthmus.master.server;

import dev.isthmus.master.http.HttpAnswer;

/**
 * Answers one request, once, by one of the two methods. Any thread may call them; neither blocks. Answering for a second time is misuse and throws an
 * {@link IllegalStateException}.
 */
public interface Exchange {

    /** Answers. If the client has left meanwhile, nothing happens. */
    void answer(HttpAnswer answer);

    /**
     * Answers with a stream that stays open.
     *
     * @param head what comes before the records; its body is not sent
     * @param broken called once, by a thread of the server, when the client is gone or has been cut off before the stream was ended, even if that is
     *     so already. It must not block
     */
    RecordStream stream(HttpAnswer head, Runnable broken);
}
