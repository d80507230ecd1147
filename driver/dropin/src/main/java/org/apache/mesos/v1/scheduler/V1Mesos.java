package org.apache.mesos.v1.scheduler;

import org.apache.mesos.v1.Protos.Credential;
import org.apache.mesos.v1.scheduler.Protos.Call;

/** Stands where Mesos's own stood, and says what to use instead: it speaks Mesos's v1 API to a master, by native code. */
public class V1Mesos implements Mesos {

    /**
     * Always throws {@link UnsupportedOperationException}.
     *
     * @param scheduler not looked at
     * @param master not looked at
     */
    public V1Mesos(Scheduler scheduler, String master) {
        throw instead();
    }

    /**
     * Always throws {@link UnsupportedOperationException}.
     *
     * @param scheduler not looked at
     * @param master not looked at
     * @param credential not looked at
     */
    public V1Mesos(Scheduler scheduler, String master, Credential credential) {
        throw instead();
    }

    private static UnsupportedOperationException instead() {
        return new UnsupportedOperationException(
                "V1Mesos speaks to a Mesos master by Mesos's native library, and Isthmus has neither: use"
                        + " org.apache.mesos.MesosSchedulerDriver instead.");
    }

    @Override
    public void send(Call call) {
        throw instead();
    }

    @Override
    public void reconnect() {
        throw instead();
    }
}
