package dev.isthmus.ecs.sqs;

import dev.isthmus.api.backend.Fence;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.sdk.SignedPost;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.ecs.service.JsonProtocol;
import java.time.Duration;

/**
 * Asks whether a queue is there and may be used, by requests for what cannot be: no message at all, and the end of one that was never received. A message is neither
 * taken nor counted as received. Blocks; one thread at a time.
 */
public final class QueueProbe implements AutoCloseable {

    private final QueueUrl queue;
    private final JsonProtocol sqs;

    /**
     * Creates it without connecting.
     *
     * @param target provides credentials, and the region where the URL names none
     * @param timeout of a request
     */
    public QueueProbe(QueueUrl queue, Target target, Duration timeout) {
        this.queue = queue;
        this.sqs = SqsCalls.protocol(queue, target, new SignedPost.Rim(timeout, 1, Fence.NONE, () -> 0));
    }

    /** What becomes of {@code sqs:ReceiveMessage}: a refusal of the category CALLER is what whoever may receive is told, unless {@link #isMissing} says otherwise. */
    public Answer<?> receive() {
        return sqs.call(
                SqsCalls.RECEIVE,
                "sqs:ReceiveMessage",
                "{\"QueueUrl\":" + JsonProtocol.quoted(queue.url().toString())
                        + ",\"MaxNumberOfMessages\":0,\"WaitTimeSeconds\":0,\"VisibilityTimeout\":0}");
    }

    /** What becomes of {@code sqs:DeleteMessage}, as {@link #receive} says; whoever may delete is mostly answered that it failed for this message. */
    public Answer<?> delete() {
        return sqs.call(
                SqsCalls.DELETE,
                "sqs:DeleteMessage",
                "{\"QueueUrl\":" + JsonProtocol.quoted(queue.url().toString())
                        + ",\"Entries\":[{\"Id\":\"0\",\"ReceiptHandle\":\"isthmus-check\"}]}");
    }

    /** Whether a failure says that there is no such queue. */
    public static boolean isMissing(CallFailure failure) {
        return SqsFailures.isMissing(failure.code());
    }

    @Override
    public void close() {
        sqs.close();
    }
}
