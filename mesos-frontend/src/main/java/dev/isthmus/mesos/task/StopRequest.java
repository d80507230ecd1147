package dev.isthmus.mesos.task;

import dev.isthmus.api.launch.TaskPhase;

/**
 * The request to the backend to stop a task that it knows.
 *
 * @param wish why
 * @param sent how far it is
 */
record StopRequest(StopWish wish, Sent sent) {

    /** How far a request is. */
    enum Sent {
        /** It is to be sent as soon as something happens: for the first time, or because the backend refused it or may have given up. */
        DUE,
        /** Sent, not answered yet. */
        ASKED,
        /** Accepted by the backend, which may still give up later. */
        ACCEPTED
    }

    /** The request when that is wished too, in this phase of the task. */
    StopRequest and(StopWish next, TaskPhase phase) {
        return switch (sent) {
            case DUE -> new StopRequest(wish.then(next), Sent.DUE);
            case ASKED -> new StopRequest(wish.withKillOf(next), Sent.ASKED);
            case ACCEPTED -> {
                // What the backend took upon itself it may have given up since: it is asked again, as a master sends
                // each
                // kill to the agent. Where it has not given up, the two are one to it.
                boolean again = next.killed() && !(phase instanceof TaskPhase.Stopping);
                yield new StopRequest(wish.withKillOf(next), again ? Sent.DUE : Sent.ACCEPTED);
            }
        };
    }

    /** The request one step further; unchanged if it is not where that step begins. */
    StopRequest move(Sent from, Sent to) {
        return sent == from ? new StopRequest(wish, to) : this;
    }
}
