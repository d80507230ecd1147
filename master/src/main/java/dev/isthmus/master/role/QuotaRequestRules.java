package dev.isthmus.master.role;

import dev.isthmus.api.journal.MasterEntry.Quota;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.snapshot.ClusterUse;
import dev.isthmus.mesos.framework.RoleNames;
import dev.isthmus.mesos.messages.v1.Protos.Resource;
import dev.isthmus.mesos.messages.v1.Protos.Value;
import dev.isthmus.mesos.messages.v1.quota.Protos.QuotaRequest;
import dev.isthmus.mesos.resource.ScalarQuantities;
import dev.isthmus.mesos.resource.Scalars;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** When a role may be given a quota in the old form (src/master/quota_handler.cpp, {@code _set}; src/master/quota.cpp). */
final class QuotaRequestRules {

    private static final String WRONG = "Failed to validate set quota request: ";

    private QuotaRequestRules() {}

    static ChangeVerdict<RoleFact> judge(QuotaRequest request, RolesView now) {
        String role = request.getRole();
        Optional<String> problem = resources(request.getGuaranteeList())
                .map(why -> "QuotaInfo with invalid resource: " + why)
                .or(() -> problem(request))
                .or(() -> now.settings().quotas().containsKey(role)
                        ? Optional.of("Cannot set quota for role '" + role + "' which already has quota")
                        : Optional.empty())
                .or(() -> orphan(role, guarantee(request), now.settings()));
        if (problem.isPresent()) {
            return ChangeVerdict.refused(WRONG + problem.get());
        }
        if (role.contains("/")) {
            return ChangeVerdict.refused("Setting quota on nested role '" + role + "' is not supported yet");
        }
        SortedMap<ResourceName, Amount> limits = guarantee(request);
        SortedMap<ResourceName, Amount> guarantees = new TreeMap<>(limits);
        guarantees.values().removeIf(Amount::isZero);
        SortedMap<String, Quota> asked = new TreeMap<>(Map.of(role, new Quota(guarantees, limits)));
        Optional<String> beyond =
                request.getForce() ? Optional.empty() : beyond(now.settings().withQuotas(asked), now.use());
        return beyond.<ChangeVerdict<RoleFact>>map(why -> new ChangeVerdict.Refused<>(HttpAnswer.text(409, why)))
                .orElseGet(() -> QuotaRules.granted(asked));
    }

    /** As {@code Resources::validate} (src/common/resources.cpp), of what a quota may have. */
    private static Optional<String> resources(List<Resource> resources) {
        for (Resource resource : resources) {
            Optional<String> why = Optional.empty();
            if (resource.getName().isEmpty()) {
                why = Optional.of("Empty resource name");
            } else if (resource.getType() == Value.Type.TEXT) {
                why = Optional.of("Unsupported resource type");
            } else if (resource.getType() == Value.Type.SCALAR) {
                why = scalar(resource);
            }
            if (why.isPresent()) {
                return why.map(problem -> "Resource '" + resource.getName() + "' is invalid: " + problem);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> scalar(Resource resource) {
        if (!resource.hasScalar() || resource.hasRanges() || resource.hasSet()) {
            return Optional.of("Invalid scalar resource");
        }
        return Scalars.amount(resource.getScalar().getValue()).isEmpty()
                ? Optional.of("Invalid scalar resource: value <= 0")
                : Optional.empty();
    }

    private static Optional<String> problem(QuotaRequest request) {
        if (!request.hasRole()) {
            return Optional.of("QuotaInfo must specify a role");
        }
        Optional<String> role = RoleNames.problem(request.getRole());
        if (role.isPresent()) {
            return role.map(why -> "QuotaInfo with invalid role: " + why);
        }
        if (request.getGuaranteeCount() == 0) {
            return Optional.of("QuotaInfo with empty 'guarantee'");
        }
        Map<String, Value.Scalar> amounts = new TreeMap<>();
        request.getGuaranteeList().forEach(resource -> amounts.put(resource.getName(), resource.getScalar()));
        Optional<String> tooLarge = QuotaConfigChecks.tooLarge(amounts);
        if (tooLarge.isPresent()) {
            return tooLarge;
        }
        Set<String> names = new TreeSet<>();
        for (Resource resource : request.getGuaranteeList()) {
            Optional<String> why = problem(resource);
            if (why.isPresent()) {
                return why;
            }
            if (!names.add(resource.getName())) {
                return Optional.of("QuotaInfo contains duplicate resource name '" + resource.getName() + "'");
            }
        }
        return Optional.empty();
    }

    @SuppressWarnings("deprecation") // The old way to say that something is reserved is one that can be sent.
    private static Optional<String> problem(Resource resource) {
        boolean isReserved = resource.getReservationsCount() > 0
                || resource.hasReservation()
                || (resource.hasRole() && !resource.getRole().equals("*"));
        if (isReserved) {
            return Optional.of("QuotaInfo must not contain any ReservationInfo");
        }
        if (resource.hasDisk()) {
            return Optional.of("QuotaInfo must not contain DiskInfo");
        }
        if (resource.hasRevocable()) {
            return Optional.of("QuotaInfo must not contain RevocableInfo");
        }
        return resource.getType() == Value.Type.SCALAR
                ? Optional.empty()
                : Optional.of("QuotaInfo must not include non-scalar resources");
    }

    private static SortedMap<ResourceName, Amount> guarantee(QuotaRequest request) {
        SortedMap<ResourceName, Amount> amounts = new TreeMap<>();
        request.getGuaranteeList()
                .forEach(resource -> amounts.put(
                        new ResourceName(resource.getName()),
                        Scalars.amount(resource.getScalar().getValue()).orElse(Amount.ZERO)));
        return amounts;
    }

    /** What is guaranteed to a role below another must be part of what that one is guaranteed. */
    private static Optional<String> orphan(
            String role, SortedMap<ResourceName, Amount> guarantee, RoleSettings settings) {
        int slash = role.lastIndexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        String parent = role.substring(0, slash);
        ScalarQuantities its = ScalarQuantities.of(settings.quotaOf(parent).guarantees());
        ScalarQuantities childs = ScalarQuantities.of(guarantee);
        if (QuotaRules.contains(its, childs)) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>(List.of(parent.split("/", -1)));
        return Optional.of("Invalid quota configuration. Parent role '" + names.get(names.size() - 1)
                + "' with guarantees (" + ScalarText.of(its)
                + ") does not contain the sum of its children's guarantees (" + ScalarText.of(childs) + ")");
    }

    private static Optional<String> beyond(RoleSettings after, ClusterUse use) {
        ScalarQuantities total = QuotaRules.guaranteed(after);
        return QuotaRules.contains(use.capacity(), total)
                ? Optional.empty()
                : Optional.of("Quota guarantees overcommit the cluster (use 'force' to bypass this check):"
                        + " Total quota guarantees '" + ScalarText.of(total) + "' exceed cluster capacity '"
                        + ScalarText.of(use.capacity()) + "'");
    }
}
