package dev.isthmus.driver;

import org.apache.mesos.Protos;

/** Our messages, turned into the framework's. */
final class ToFramework {

    static final MessageTranscoder<dev.isthmus.mesos.messages.Protos.FrameworkID, Protos.FrameworkID> FRAMEWORK_ID =
            new MessageTranscoder<>(
                    "FrameworkID", message -> message.toByteArray(), bytes -> Protos.FrameworkID.parseFrom(bytes));

    static final MessageTranscoder<dev.isthmus.mesos.messages.Protos.MasterInfo, Protos.MasterInfo> MASTER_INFO =
            new MessageTranscoder<>(
                    "MasterInfo", message -> message.toByteArray(), bytes -> Protos.MasterInfo.parseFrom(bytes));

    static final MessageTranscoder<dev.isthmus.mesos.messages.Protos.Offer, Protos.Offer> OFFER =
            new MessageTranscoder<>("Offer", message -> message.toByteArray(), bytes -> Protos.Offer.parseFrom(bytes));

    static final MessageTranscoder<dev.isthmus.mesos.messages.Protos.OfferID, Protos.OfferID> OFFER_ID =
            new MessageTranscoder<>(
                    "OfferID", message -> message.toByteArray(), bytes -> Protos.OfferID.parseFrom(bytes));

    static final MessageTranscoder<dev.isthmus.mesos.messages.Protos.TaskStatus, Protos.TaskStatus> TASK_STATUS =
            new MessageTranscoder<>(
                    "TaskStatus", message -> message.toByteArray(), bytes -> Protos.TaskStatus.parseFrom(bytes));

    static final MessageTranscoder<dev.isthmus.mesos.messages.Protos.ExecutorID, Protos.ExecutorID> EXECUTOR_ID =
            new MessageTranscoder<>(
                    "ExecutorID", message -> message.toByteArray(), bytes -> Protos.ExecutorID.parseFrom(bytes));

    static final MessageTranscoder<dev.isthmus.mesos.messages.Protos.SlaveID, Protos.SlaveID> SLAVE_ID =
            new MessageTranscoder<>(
                    "SlaveID", message -> message.toByteArray(), bytes -> Protos.SlaveID.parseFrom(bytes));

    private ToFramework() {}

    /** The framework's constant of the same name: the four of them are the same in every version. */
    static Protos.Status status(dev.isthmus.mesos.messages.Protos.Status status) {
        return Protos.Status.valueOf(status.name());
    }
}
