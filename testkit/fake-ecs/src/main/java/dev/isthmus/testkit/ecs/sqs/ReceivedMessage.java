package dev.isthmus.testkit.ecs.sqs;

import java.time.Instant;

/**
 * A message as it was received.
 *
 * @param id of the message, the same with each receive
 * @param handle to delete it with; another one with each receive
 * @param body what was sent
 * @param sentAt when it was
 * @param firstReceivedAt when it was received first
 * @param receiveCount how often it has been received, this one included
 */
public record ReceivedMessage(
        String id, String handle, String body, Instant sentAt, Instant firstReceivedAt, int receiveCount) {}
