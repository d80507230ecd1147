package dev.isthmus.master.points;

import dev.isthmus.master.http.MediaType;

/** What stands where a driver would, between a test of a point and the master. */
enum PointClient {
    /** Whose bodies and events are JSON. */
    JSON(MediaType.JSON, false),
    /** Whose bodies and events are protobuf. */
    PROTOBUF(MediaType.PROTOBUF, false),
    /** Whose stream breaks when a driver would lose its master, and which subscribes again when that would be found. Meanwhile the cluster can be reached. */
    CUT(MediaType.JSON, true);

    private final MediaType encoding;
    private final boolean isCut;

    PointClient(MediaType encoding, boolean isCut) {
        this.encoding = encoding;
        this.isCut = isCut;
    }

    MediaType encoding() {
        return encoding;
    }

    boolean isCut() {
        return isCut;
    }
}
