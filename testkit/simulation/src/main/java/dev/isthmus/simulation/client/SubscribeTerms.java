package dev.isthmus.simulation.client;

import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a client keeps to subscribe with again, as Mesos's own driver does. */
final class SubscribeTerms {

    private final Set<String> suppressed = new TreeSet<>();
    private FrameworkInfo info;
    private OfferConstraints constraints = OfferConstraints.getDefaultInstance();

    SubscribeTerms(FrameworkInfo info) {
        this.info = info;
    }

    Call subscribe() {
        Call.Builder call = Call.newBuilder().setType(Call.Type.SUBSCRIBE);
        if (info.hasId()) {
            call.setFrameworkId(info.getId());
        }
        call.getSubscribeBuilder()
                .setFrameworkInfo(info)
                .addAllSuppressedRoles(suppressed)
                .setOfferConstraints(constraints);
        return call.build();
    }

    FrameworkInfo info() {
        return info;
    }

    void subscribed(FrameworkID id) {
        info = info.toBuilder().setId(id).build();
    }

    /** A call that is sent, as far as it changes them. */
    void sends(Call.Builder call) {
        switch (call.getType()) {
            case SUPPRESS -> suppressed.addAll(these(call.getSuppress().getRolesList()));
            case REVIVE -> these(call.getRevive().getRolesList()).forEach(suppressed::remove);
            case UPDATE_FRAMEWORK -> {
                Call.UpdateFramework update = call.getUpdateFramework();
                info = described(update.getFrameworkInfo());
                constraints = update.getOfferConstraints();
                suppressed.clear();
                suppressed.addAll(update.getSuppressedRolesList());
            }
            default -> {}
        }
    }

    /** A framework of a world does not know its role, which its world gives it. */
    @SuppressWarnings("deprecation") // Frameworks of one role have it there.
    private FrameworkInfo described(FrameworkInfo update) {
        return update.getRolesCount() > 0
                ? update
                : update.toBuilder().setRole(info.getRole()).build();
    }

    @SuppressWarnings("deprecation") // As above.
    private Collection<String> these(List<String> roles) {
        return !roles.isEmpty() ? roles : info.getRolesCount() > 0 ? info.getRolesList() : List.of(info.getRole());
    }
}
