package dev.isthmus.driver.message;

import dev.isthmus.mesos.messages.Protos;
import org.apache.mesos.Protos.ExecutorID;
import org.apache.mesos.Protos.FrameworkID;
import org.apache.mesos.Protos.MasterInfo;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.OfferID;
import org.apache.mesos.Protos.SlaveID;
import org.apache.mesos.Protos.Status;
import org.apache.mesos.Protos.TaskStatus;

/** Converts our messages to the framework's. */
public final class ToFramework {

    public static final MessageTranscoder<Protos.FrameworkID, FrameworkID> FRAMEWORK_ID =
            MessageTranscoder.between(Protos.FrameworkID.class, FrameworkID.class);

    public static final MessageTranscoder<Protos.MasterInfo, MasterInfo> MASTER_INFO =
            MessageTranscoder.between(Protos.MasterInfo.class, MasterInfo.class);

    public static final MessageTranscoder<Protos.Offer, Offer> OFFER =
            MessageTranscoder.between(Protos.Offer.class, Offer.class);

    public static final MessageTranscoder<Protos.OfferID, OfferID> OFFER_ID =
            MessageTranscoder.between(Protos.OfferID.class, OfferID.class);

    public static final MessageTranscoder<Protos.TaskStatus, TaskStatus> TASK_STATUS =
            MessageTranscoder.between(Protos.TaskStatus.class, TaskStatus.class);

    public static final MessageTranscoder<Protos.ExecutorID, ExecutorID> EXECUTOR_ID =
            MessageTranscoder.between(Protos.ExecutorID.class, ExecutorID.class);

    public static final MessageTranscoder<Protos.SlaveID, SlaveID> SLAVE_ID =
            MessageTranscoder.between(Protos.SlaveID.class, SlaveID.class);

    private ToFramework() {}

    /** The framework's constant of the same name: the four of them are the same in every version. */
    public static Status status(Protos.Status status) {
        return Status.valueOf(status.name());
    }
}
