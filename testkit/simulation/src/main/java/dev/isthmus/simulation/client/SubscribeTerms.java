package dev.isthmus.simulation.client;

import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.simulation.time.Draws;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a client keeps to subscribe with again, as Mesos's own driver does. */
final class SubscribeTerms {

    private final Set<String> suppressed = new TreeSet<>();
    private final FrameworkTerms terms;
    private final Optional<Reserver> reserver;
    private FrameworkInfo info;
    private OfferConstraints constraints;

    /**
     * Those of a framework.
     *
     * @param info in one role
     * @param draws when it reserves something
     */
    SubscribeTerms(FrameworkInfo info, FrameworkTerms terms, Draws draws) {
        this.terms = terms;
        this.info = terms.describe(info, role(info));
        this.constraints = terms.constraints(role(info));
        this.reserver =
                terms.reserves() && info.getRolesCount() == 0 && !role(info).equals("*")
                        ? Optional.of(new Reserver(role(info), draws))
                        : Optional.empty();
    }

    @SuppressWarnings("deprecation") // Frameworks of one role have it there.
    private static String role(FrameworkInfo info) {
        return info.getRolesCount() > 0 ? info.getRoles(0) : info.getRole();
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

    /** Offers have come. */
    void offered(List<Offer> offers) {
        reserver.ifPresent(its -> its.offered(offers));
    }

    /** A call that is sent, as far as it changes them, or they change it. */
    void sends(Call.Builder call) {
        reserver.ifPresent(its -> its.sends(call));
        switch (call.getType()) {
            case SUPPRESS -> suppressed.addAll(these(call.getSuppress().getRolesList()));
            case REVIVE -> these(call.getRevive().getRolesList()).forEach(suppressed::remove);
            case UPDATE_FRAMEWORK -> {
                Call.UpdateFramework update = call.getUpdateFramework();
                info = described(update.getFrameworkInfo());
                if (!terms.equals(FrameworkTerms.NONE)) {
                    info = terms.describe(info, role(info));
                    call.getUpdateFrameworkBuilder()
                            .setFrameworkInfo(info)
                            .setOfferConstraints(terms.constraints(role(info)));
                }
                constraints = call.getUpdateFramework().getOfferConstraints();
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
