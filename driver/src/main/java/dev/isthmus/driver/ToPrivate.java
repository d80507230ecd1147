package dev.isthmus.driver;

import org.apache.mesos.Protos;

/**
 * The framework's messages, turned into ours.
 *
 * <p>Only messages that Mesos has had since 0.21. One that came later has a class of its own, which is not loaded before
 * it is used.
 */
final class ToPrivate {

    static final MessageTranscoder<Protos.FrameworkInfo, dev.isthmus.mesos.messages.Protos.FrameworkInfo>
            FRAMEWORK_INFO = new MessageTranscoder<>(
                    "FrameworkInfo",
                    message -> message.toByteArray(),
                    bytes -> dev.isthmus.mesos.messages.Protos.FrameworkInfo.parseFrom(bytes));

    static final MessageTranscoder<Protos.Credential, dev.isthmus.mesos.messages.Protos.Credential> CREDENTIAL =
            new MessageTranscoder<>(
                    "Credential",
                    message -> message.toByteArray(),
                    bytes -> dev.isthmus.mesos.messages.Protos.Credential.parseFrom(bytes));

    static final MessageTranscoder<Protos.Request, dev.isthmus.mesos.messages.Protos.Request> REQUEST =
            new MessageTranscoder<>(
                    "Request",
                    message -> message.toByteArray(),
                    bytes -> dev.isthmus.mesos.messages.Protos.Request.parseFrom(bytes));

    static final MessageTranscoder<Protos.OfferID, dev.isthmus.mesos.messages.Protos.OfferID> OFFER_ID =
            new MessageTranscoder<>(
                    "OfferID",
                    message -> message.toByteArray(),
                    bytes -> dev.isthmus.mesos.messages.Protos.OfferID.parseFrom(bytes));

    static final MessageTranscoder<Protos.TaskInfo, dev.isthmus.mesos.messages.Protos.TaskInfo> TASK_INFO =
            new MessageTranscoder<>(
                    "TaskInfo",
                    message -> message.toByteArray(),
                    bytes -> dev.isthmus.mesos.messages.Protos.TaskInfo.parseFrom(bytes));

    static final MessageTranscoder<Protos.Filters, dev.isthmus.mesos.messages.Protos.Filters> FILTERS =
            new MessageTranscoder<>(
                    "Filters",
                    message -> message.toByteArray(),
                    bytes -> dev.isthmus.mesos.messages.Protos.Filters.parseFrom(bytes));

    static final MessageTranscoder<Protos.TaskID, dev.isthmus.mesos.messages.Protos.TaskID> TASK_ID =
            new MessageTranscoder<>(
                    "TaskID",
                    message -> message.toByteArray(),
                    bytes -> dev.isthmus.mesos.messages.Protos.TaskID.parseFrom(bytes));

    static final MessageTranscoder<Protos.TaskStatus, dev.isthmus.mesos.messages.Protos.TaskStatus> TASK_STATUS =
            new MessageTranscoder<>(
                    "TaskStatus",
                    message -> message.toByteArray(),
                    bytes -> dev.isthmus.mesos.messages.Protos.TaskStatus.parseFrom(bytes));

    static final MessageTranscoder<Protos.ExecutorID, dev.isthmus.mesos.messages.Protos.ExecutorID> EXECUTOR_ID =
            new MessageTranscoder<>(
                    "ExecutorID",
                    message -> message.toByteArray(),
                    bytes -> dev.isthmus.mesos.messages.Protos.ExecutorID.parseFrom(bytes));

    static final MessageTranscoder<Protos.SlaveID, dev.isthmus.mesos.messages.Protos.SlaveID> SLAVE_ID =
            new MessageTranscoder<>(
                    "SlaveID",
                    message -> message.toByteArray(),
                    bytes -> dev.isthmus.mesos.messages.Protos.SlaveID.parseFrom(bytes));

    private ToPrivate() {}
}
