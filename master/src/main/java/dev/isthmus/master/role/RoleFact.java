package dev.isthmus.master.role;

import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.journal.MasterEntry.Quota;
import dev.isthmus.mesos.allocator.quota.RoleQuota;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.resource.ScalarQuantities;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A change that keeps all rules: what the journal is to hold of it, and what the machine is to be told. */
public sealed interface RoleFact {

    /** What the journal is to hold. */
    MasterEntry entry();

    /** Whether it changes nothing. */
    boolean isEmpty();

    /** What is set when it has come into effect. */
    RoleSettings after(RoleSettings before);

    /** What the machine is told. */
    MasterInput input();

    /** Weights of roles. */
    record Weights(MasterEntry.Weights entry) implements RoleFact {

        @Override
        public boolean isEmpty() {
            return entry.byRole().isEmpty();
        }

        @Override
        public RoleSettings after(RoleSettings before) {
            return before.withWeights(entry.byRole());
        }

        @Override
        public MasterInput input() {
            return new MasterInput.Weights(entry.byRole());
        }

        @Override
        public String toString() {
            return "weights " + entry.byRole();
        }
    }

    /** Quotas of roles. */
    record Quotas(MasterEntry.Quotas entry) implements RoleFact {

        @Override
        public boolean isEmpty() {
            return entry.byRole().isEmpty();
        }

        @Override
        public RoleSettings after(RoleSettings before) {
            return before.withQuotas(entry.byRole());
        }

        @Override
        public MasterInput input() {
            SortedMap<String, RoleQuota> quotas = new TreeMap<>();
            entry.byRole().forEach((role, quota) -> quotas.put(role, quota(quota)));
            return new MasterInput.Quotas(quotas);
        }

        @Override
        public String toString() {
            return entry.byRole().entrySet().stream()
                    .map(each -> each.getKey() + "=" + text(each.getValue()))
                    .collect(Collectors.joining(", ", "quotas {", "}"));
        }

        private static String text(Quota quota) {
            return quota.isNone() ? "none" : "guarantees " + quota.guarantees() + " limits " + quota.limits();
        }

        private static RoleQuota quota(Quota quota) {
            return new RoleQuota(ScalarQuantities.of(quota.guarantees()), quota.limits());
        }
    }
}
