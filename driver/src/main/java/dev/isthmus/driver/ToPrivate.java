package dev.isthmus.driver;

import org.apache.mesos.Protos;

/**
 * The framework's messages, turned into ours.
 *
 * <p>Only messages that Mesos has had since 0.21. One that came later has a class of its own, which is not loaded before
 * it is used.
 */
final class ToPrivate {

    static final Crossing<Protos.FrameworkInfo, dev.isthmus.mesos.messages.Protos.FrameworkInfo> FRAMEWORK_INFO =
            new Crossing<>(
                    "FrameworkInfo",
                    message -> message.toByteArray(),
                    bytes -> dev.isthmus.mesos.messages.Protos.FrameworkInfo.parseFrom(bytes));

    static final Crossing<Protos.Credential, dev.isthmus.mesos.messages.Protos.Credential> CREDENTIAL = new Crossing<>(
            "Credential",
            message -> message.toByteArray(),
            bytes -> dev.isthmus.mesos.messages.Protos.Credential.parseFrom(bytes));

    static final Crossing<Protos.Request, dev.isthmus.mesos.messages.Protos.Request> REQUEST = new Crossing<>(
            "Request",
            message -> message.toByteArray(),
            bytes -> dev.isthmus.mesos.messages.Protos.Request.parseFrom(bytes));

    static final Crossing<Protos.OfferID, dev.isthmus.mesos.messages.Protos.OfferID> OFFER_ID = new Crossing<>(
            "OfferID",
            message -> message.toByteArray(),
            bytes -> dev.isthmus.mesos.messages.Protos.OfferID.parseFrom(bytes));

    static final Crossing<Protos.TaskInfo, dev.isthmus.mesos.messages.Protos.TaskInfo> TASK_INFO = new Crossing<>(
            "TaskInfo",
            message -> message.toByteArray(),
            bytes -> dev.isthmus.mesos.messages.Protos.TaskInfo.parseFrom(bytes));

    static final Crossing<Protos.Filters, dev.isthmus.mesos.messages.Protos.Filters> FILTERS = new Crossing<>(
            "Filters",
            message -> message.toByteArray(),
            bytes -> dev.isthmus.mesos.messages.Protos.Filters.parseFrom(bytes));

    static final Crossing<Protos.TaskID, dev.isthmus.mesos.messages.Protos.TaskID> TASK_ID = new Crossing<>(
            "TaskID",
            message -> message.toByteArray(),
            bytes -> dev.isthmus.mesos.messages.Protos.TaskID.parseFrom(bytes));

    static final Crossing<Protos.TaskStatus, dev.isthmus.mesos.messages.Protos.TaskStatus> TASK_STATUS = new Crossing<>(
            "TaskStatus",
            message -> message.toByteArray(),
            bytes -> dev.isthmus.mesos.messages.Protos.TaskStatus.parseFrom(bytes));

    static final Crossing<Protos.ExecutorID, dev.isthmus.mesos.messages.Protos.ExecutorID> EXECUTOR_ID = new Crossing<>(
            "ExecutorID",
            message -> message.toByteArray(),
            bytes -> dev.isthmus.mesos.messages.Protos.ExecutorID.parseFrom(bytes));

    static final Crossing<Protos.SlaveID, dev.isthmus.mesos.messages.Protos.SlaveID> SLAVE_ID = new Crossing<>(
            "SlaveID",
            message -> message.toByteArray(),
            bytes -> dev.isthmus.mesos.messages.Protos.SlaveID.parseFrom(bytes));

    private ToPrivate() {}
}
