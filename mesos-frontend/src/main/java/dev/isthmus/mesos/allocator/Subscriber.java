package dev.isthmus.mesos.allocator;

import dev.isthmus.api.backend.AgentSuitability;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.mesos.allocator.constraint.OfferConstraintsFilter;
import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A framework, its roles, and which of them want no offers just now. */
final class Subscriber {

    private final FrameworkId id;
    private final AgentSuitability suitability;
    private final Map<String, Contender> contenders = new LinkedHashMap<>();
    private final Set<String> suppressed = new LinkedHashSet<>();
    private boolean active = true;
    private OfferConstraints constraints = OfferConstraints.getDefaultInstance();

    Subscriber(FrameworkId id, AgentSuitability suitability) {
        this.id = id;
        this.suitability = suitability;
    }

    FrameworkId id() {
        return id;
    }

    /** As it gave them. */
    OfferConstraints constraints() {
        return constraints;
    }

    /** The contenders of all its roles, in the order it names them. */
    List<Contender> contenders() {
        return List.copyOf(contenders.values());
    }

    /** Those of the roles for which it wants no offers. */
    List<Contender> silent() {
        return contenders.values().stream()
                .filter(contender -> !wants(contender.role()))
                .toList();
    }

    /** Those of these roles, of which it has each. */
    List<Contender> contenders(Collection<String> roles) {
        List<Contender> which = new ArrayList<>();
        contenders.forEach((role, contender) -> {
            if (roles.contains(role)) {
                which.add(contender);
            }
        });
        return which;
    }

    /** The contender of a role, if it has that role. */
    @Nullable
    Contender as(String role) {
        return contenders.get(role);
    }

    /** Whether each of these is one of its roles. */
    boolean hasAll(Collection<String> roles) {
        return contenders.keySet().containsAll(roles);
    }

    /** Whether it wants offers for a role. */
    boolean wants(String role) {
        return active && contenders.containsKey(role) && !suppressed.contains(role);
    }

    /**
     * Takes its roles and wishes anew.
     *
     * @return the contenders of roles that it has no more
     * @throws IllegalArgumentException if something is wrong with the constraints; nothing is changed then
     */
    List<Contender> describe(Framework framework, Collection<String> suppressedRoles, OfferConstraints constraints) {
        OfferConstraintsFilter wanted = OfferConstraintsFilter.of(constraints);
        this.constraints = constraints;
        Predicate<Agent> suited = suitability.of(framework.info().getName());
        List<Contender> gone = new ArrayList<>();
        Map<String, Contender> before = new LinkedHashMap<>(contenders);
        contenders.clear();
        for (String role : framework.roles()) {
            Contender known = before.remove(role);
            Contender contender = known == null ? new Contender(id, role) : known;
            contender.describe(framework, wanted, suited);
            contenders.put(role, contender);
        }
        gone.addAll(before.values());
        suppressed.clear();
        suppressed.addAll(suppressedRoles);
        return gone;
    }

    void suppress(Collection<String> roles) {
        suppressed.addAll(roles);
    }

    void revive(Collection<String> roles) {
        suppressed.removeAll(roles);
    }

    boolean isActive() {
        return active;
    }

    void active(boolean is) {
        active = is;
    }
}
