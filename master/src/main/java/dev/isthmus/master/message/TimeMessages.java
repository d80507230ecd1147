package dev.isthmus.master.message;

import dev.isthmus.mesos.messages.v1.Protos.TimeInfo;

/** A time. */
final class TimeMessages {

    private static final double NANOS = 1e9;

    private TimeMessages() {}

    /** @param seconds since 1970 */
    static TimeInfo of(double seconds) {
        return TimeInfo.newBuilder().setNanoseconds((long) (seconds * NANOS)).build();
    }
}
