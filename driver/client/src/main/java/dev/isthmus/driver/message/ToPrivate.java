package dev.isthmus.driver.message;

import dev.isthmus.mesos.messages.Protos.Credential;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.Request;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import org.apache.mesos.Protos;

/**
 * Converts the framework's messages to ours.
 *
 * <p>Only messages that Mesos has had since 0.21. One that came later has a class of its own, which is not loaded before it is used.
 */
public final class ToPrivate {

    public static final MessageTranscoder<Protos.FrameworkInfo, FrameworkInfo> FRAMEWORK_INFO =
            MessageTranscoder.between(Protos.FrameworkInfo.class, FrameworkInfo.class);

    public static final MessageTranscoder<Protos.Credential, Credential> CREDENTIAL =
            MessageTranscoder.between(Protos.Credential.class, Credential.class);

    public static final MessageTranscoder<Protos.Request, Request> REQUEST =
            MessageTranscoder.between(Protos.Request.class, Request.class);

    public static final MessageTranscoder<Protos.OfferID, OfferID> OFFER_ID =
            MessageTranscoder.between(Protos.OfferID.class, OfferID.class);

    public static final MessageTranscoder<Protos.TaskInfo, TaskInfo> TASK_INFO =
            MessageTranscoder.between(Protos.TaskInfo.class, TaskInfo.class);

    public static final MessageTranscoder<Protos.Filters, Filters> FILTERS =
            MessageTranscoder.between(Protos.Filters.class, Filters.class);

    public static final MessageTranscoder<Protos.TaskID, TaskID> TASK_ID =
            MessageTranscoder.between(Protos.TaskID.class, TaskID.class);

    public static final MessageTranscoder<Protos.TaskStatus, TaskStatus> TASK_STATUS =
            MessageTranscoder.between(Protos.TaskStatus.class, TaskStatus.class);

    public static final MessageTranscoder<Protos.ExecutorID, ExecutorID> EXECUTOR_ID =
            MessageTranscoder.between(Protos.ExecutorID.class, ExecutorID.class);

    public static final MessageTranscoder<Protos.SlaveID, SlaveID> SLAVE_ID =
            MessageTranscoder.between(Protos.SlaveID.class, SlaveID.class);

    private ToPrivate() {}
}
