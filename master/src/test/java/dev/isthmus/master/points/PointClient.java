package dev.isthmus.master.points;

import dev.isthmus.master.http.MediaType;
import dev.isthmus.mesos.machine.PointBench;
import dev.isthmus.mesos.machine.options.MachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import java.time.Instant;

/** What stands where a driver would, between a test of a point and the master. */
enum PointClient {
    /** Whose bodies and events are JSON. */
    JSON(MediaType.JSON, false),
    /** Whose bodies and events are protobuf. */
    PROTOBUF(MediaType.PROTOBUF, false),
    /** Whose stream breaks when a driver would lose its master, and which subscribes again when that would be found. Meanwhile the cluster can be reached. */
    CUT(MediaType.JSON, true),
    /** The thin driver, which loses its master where a driver would. Meanwhile the cluster can be reached. */
    THIN(MediaType.PROTOBUF, true) {
        @Override
        PointBench bench(MasterMachineOptions master, MachineOptions framework, Instant now) {
            return new ThinBench(master, framework, now);
        }
    };

    private final MediaType encoding;
    private final boolean isCut;

    PointClient(MediaType encoding, boolean isCut) {
        this.encoding = encoding;
        this.isCut = isCut;
    }

    /** One of them on a bench with a master. */
    PointBench bench(MasterMachineOptions master, MachineOptions framework, Instant now) {
        return new HttpBench(this, master, framework, now);
    }

    MediaType encoding() {
        return encoding;
    }

    boolean isCut() {
        return isCut;
    }
}
