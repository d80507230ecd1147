package dev.isthmus.master.role;

import static java.util.Objects.requireNonNull;

import dev.isthmus.mesos.messages.v1.Protos.WeightInfo;
import dev.isthmus.mesos.messages.v1.quota.Protos.QuotaConfig;
import dev.isthmus.mesos.messages.v1.quota.Protos.QuotaRequest;
import java.util.List;
import java.util.Optional;

/** What an operator asks to be changed, as it was sent; the rules are asked when its turn comes. */
public sealed interface RoleChange {

    /** What the rules say of it. */
    ChangeVerdict<RoleFact> judge(RolesView now);

    /** Sets the weights of these roles: all or none of them. */
    record UpdateWeights(List<WeightInfo> weights) implements RoleChange {

        /** Copies the list. */
        public UpdateWeights {
            weights = List.copyOf(weights);
        }

        @Override
        public ChangeVerdict<RoleFact> judge(RolesView now) {
            return WeightRules.judge(weights);
        }
    }

    /**
     * Sets the quotas of these roles: all or none of them.
     *
     * @param force whether more may be guaranteed than there is, and less allowed than is used
     */
    record UpdateQuota(List<QuotaConfig> quotas, boolean force) implements RoleChange {

        /** Copies the list. */
        public UpdateQuota {
            quotas = List.copyOf(quotas);
        }

        @Override
        public ChangeVerdict<RoleFact> judge(RolesView now) {
            return QuotaRules.judge(this, now);
        }
    }

    /** Gives a role a quota, whose guarantee is its limit; only a role that has none. */
    record SetQuota(QuotaRequest request) implements RoleChange {

        /** Checks that it is there. */
        public SetQuota {
            requireNonNull(request, "request");
        }

        @Override
        public ChangeVerdict<RoleFact> judge(RolesView now) {
            return QuotaRequestRules.judge(request, now);
        }
    }

    /**
     * Takes a role's quota away.
     *
     * @param path that of the request, which the answer names; empty: it came by {@code /api/v1}
     */
    record RemoveQuota(String role, Optional<String> path) implements RoleChange {

        /** Checks that both are there. */
        public RemoveQuota {
            requireNonNull(role, "role");
            requireNonNull(path, "path");
        }

        @Override
        public ChangeVerdict<RoleFact> judge(RolesView now) {
            return QuotaRules.judge(this, now);
        }
    }
}
