package dev.isthmus.master.gate;

import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.protobuf.ByteString;
import java.util.Optional;

/** What a call must be to be one, whoever it comes from. The first rule that is broken is told. */
final class CallRules {

    private static final int UUID_BYTES = 16;

    /** Of a UUID, the byte whose upper half is its version. */
    private static final int UUID_VERSION = 6;

    private CallRules() {}

    /** What is wrong with a call, in Mesos's words; empty: nothing. */
    static Optional<String> broken(Call call, Optional<String> principal) {
        if (!call.isInitialized()) {
            return Optional.of("Not initialized: " + call.getInitializationErrorString());
        }
        if (!call.hasType()) {
            return missing("type");
        }
        if (call.getType() == Call.Type.SUBSCRIBE) {
            return subscribe(call, principal);
        }
        if (!call.hasFrameworkId()) {
            return missing("framework_id");
        }
        return switch (call.getType()) {
            case ACCEPT -> present(call.hasAccept(), "accept");
            case DECLINE -> present(call.hasDecline(), "decline");
            case ACCEPT_INVERSE_OFFERS -> present(call.hasAcceptInverseOffers(), "accept_inverse_offers");
            case DECLINE_INVERSE_OFFERS -> present(call.hasDeclineInverseOffers(), "decline_inverse_offers");
            case KILL -> present(call.hasKill(), "kill");
            case SHUTDOWN -> present(call.hasShutdown(), "shutdown");
            case ACKNOWLEDGE -> acknowledge(call);
            case ACKNOWLEDGE_OPERATION_STATUS -> acknowledgeOperation(call);
            case RECONCILE -> present(call.hasReconcile(), "reconcile");
            case RECONCILE_OPERATIONS -> present(call.hasReconcileOperations(), "reconcile_operations");
            case MESSAGE -> present(call.hasMessage(), "message");
            case REQUEST -> present(call.hasRequest(), "request");
            case UPDATE_FRAMEWORK -> updateFramework(call);
            case SUBSCRIBE, REVIVE, SUPPRESS, TEARDOWN, UNKNOWN -> Optional.empty();
        };
    }

    private static Optional<String> subscribe(Call call, Optional<String> principal) {
        if (!call.hasSubscribe()) {
            return missing("subscribe");
        }
        FrameworkInfo framework = call.getSubscribe().getFrameworkInfo();
        if (!framework.getId().getValue().equals(call.getFrameworkId().getValue())) {
            return Optional.of("'framework_id' differs from 'subscribe.framework_info.id'");
        }
        return framework.hasPrincipal()
                ? principal
                        .filter(authenticated -> !authenticated.equals(framework.getPrincipal()))
                        .map(authenticated -> otherPrincipal(authenticated, framework.getPrincipal()))
                : Optional.empty();
    }

    private static Optional<String> acknowledge(Call call) {
        if (!call.hasAcknowledge()) {
            return missing("acknowledge");
        }
        return uuid(call.getAcknowledge().getUuid());
    }

    private static Optional<String> acknowledgeOperation(Call call) {
        if (!call.hasAcknowledgeOperationStatus()) {
            return missing("acknowledge_operation_status");
        }
        Optional<String> wrong = uuid(call.getAcknowledgeOperationStatus().getUuid());
        return wrong.isPresent()
                ? wrong
                : present(call.getAcknowledgeOperationStatus().hasSlaveId(), "agent_id");
    }

    private static Optional<String> updateFramework(Call call) {
        if (!call.hasUpdateFramework()) {
            return missing("update_framework");
        }
        String id = call.getUpdateFramework().getFrameworkInfo().getId().getValue();
        return call.getFrameworkId().getValue().equals(id)
                ? Optional.empty()
                : Optional.of("'framework_id' differs from 'update_framework.framework_info.id'");
    }

    /** Of the right length, and of a version that there is. */
    private static Optional<String> uuid(ByteString uuid) {
        boolean isUuid = uuid.size() == UUID_BYTES;
        int version = isUuid ? (uuid.byteAt(UUID_VERSION) & 0xF0) >> 4 : 0;
        return isUuid && version >= 1 && version <= 5 ? Optional.empty() : Optional.of("Not a valid UUID");
    }

    /** What somebody is told who calls for the framework of another. */
    static String otherPrincipal(String authenticated, String set) {
        return "Authenticated principal '" + authenticated + "' does not match principal '" + set
                + "' set in `FrameworkInfo`";
    }

    private static Optional<String> present(boolean isThere, String name) {
        return isThere ? Optional.empty() : missing(name);
    }

    private static Optional<String> missing(String name) {
        return Optional.of("Expecting '" + name + "' to be present");
    }
}
