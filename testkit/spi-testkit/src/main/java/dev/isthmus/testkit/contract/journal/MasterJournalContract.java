package dev.isthmus.testkit.contract.journal;

import static dev.isthmus.testkit.contract.RuleChecks.require;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.journal.MasterJournalSnapshot;
import dev.isthmus.api.maintenance.AgentWithdrawal;
import dev.isthmus.api.maintenance.MachineId;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.api.maintenance.MaintenanceWindow;
import dev.isthmus.api.maintenance.Unavailability;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ReservedResources;
import dev.isthmus.api.resource.ResourceName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * The rules for the journal of a master, as tests to inherit beside {@link JournalContract}: all that hold for a framework's journal hold for each framework
 * in it, and R-JN-16 to 18 of {@code docs/spec.md} besides. Say {@link #journals}.
 */
public abstract class MasterJournalContract extends JournalContract {

    private static final int HISTORIES = 30;
    /** So many leases that any journal has made itself shorter meanwhile. */
    private static final int MANY = 3_000;

    /** For subclasses. */
    protected MasterJournalContract() {}

    @Override
    final JournalKey examined() {
        return JournalKey.ofMaster("default");
    }

    @Provide
    Arbitrary<List<MasterHistory.Step>> masterHistories() {
        return MasterHistory.arbitrary();
    }

    /**
     * R-JN-16, R-JN-10. If it fails: what one framework wrote changed what another had written, or what may be forgotten of one was taken for what may
     * be of all. The last reopening of the history that is shown found it.
     */
    @Property(tries = HISTORIES, edgeCases = EdgeCasesMode.NONE)
    public void required_JN16_frameworks_any_history_is_recalled_as_a_simple_list_would(
            @ForAll("masterHistories") List<MasterHistory.Step> steps) throws Exception {
        examine(scene -> new MasterHistory(scene).play(steps));
    }

    /** R-JN-17. If it fails: ends are forgotten by their age, as acknowledgements are, instead of by whether they were acknowledged. */
    @Test
    public void required_JN17_ends_one_is_recalled_until_it_is_acknowledged() throws Exception {
        examine(scene -> {
            ExaminedJournal journal = scene.open();
            MasterEntry.TaskEnd end = MasterHistory.end(scene, JournalScene.FRAMEWORK, 1);
            requirePut(scene, "R-JN-17", journal, end);
            ExaminedJournal later = aDayLater(scene, journal);
            require(
                    later.recallMaster()
                            .framework(JournalScene.FRAMEWORK)
                            .unacknowledged()
                            .equals(Map.of(end.launch(), end)),
                    "R-JN-17",
                    end + " was not acknowledged, and a day later was recalled "
                            + later.recallMaster().framework(JournalScene.FRAMEWORK));
        });
    }

    /** R-JN-17. If it fails: the acknowledgement is forgotten before the end that it is of, which then comes back. */
    @Test
    public void required_JN17_ends_one_that_was_acknowledged_never_comes_back() throws Exception {
        examine(scene -> {
            ExaminedJournal journal = scene.open();
            MasterEntry.TaskEnd end = MasterHistory.end(scene, JournalScene.FRAMEWORK, 1);
            // Another, which keeps alive what stands beside it.
            MasterEntry.TaskEnd other = MasterHistory.end(scene, JournalScene.FRAMEWORK, 2);
            requirePut(scene, "R-JN-17", journal, end);
            requirePut(scene, "R-JN-17", journal, other);
            scene.written(journal, scene.end(1));
            requirePut(scene, "R-JN-17", journal, end);
            for (int days = 0; days < 3; days++) {
                journal = aDayLater(scene, journal);
                Map<?, MasterEntry.TaskEnd> recalled =
                        journal.recallMaster().framework(JournalScene.FRAMEWORK).unacknowledged();
                require(
                        !recalled.containsKey(end.launch()),
                        "R-JN-17",
                        end + " was acknowledged, and recalled after " + days + " days more");
            }
        });
    }

    /** The framework stays, so much is written that the journal forgets what it may, and it is opened anew. */
    private static ExaminedJournal aDayLater(JournalScene scene, ExaminedJournal journal) {
        scene.clock().advance(Duration.ofHours(25));
        for (int i = 0; i < MANY; i++) {
            journal.write(i % 2 == 0 ? scene.lease(JournalScene.WEEK) : scene.end(1_000 + i));
        }
        journal.close();
        return scene.open();
    }

    /** R-JN-18. If it fails: a role keeps what it had first, an entry replaces those of roles that it does not name, or amounts are rounded. */
    @Test
    public void required_JN18_roles_the_last_of_each_counts() throws Exception {
        examine(scene -> {
            ExaminedJournal journal = scene.open();
            requirePut(scene, "R-JN-18", journal, weights("web", "2", "a/b", "0.5"));
            requirePut(scene, "R-JN-18", journal, weights("web", "0.001"));
            MasterEntry.Quota quota = new MasterEntry.Quota(amounts("cpus", "0.1"), amounts("cpus", "7", "mem", "0"));
            requirePut(scene, "R-JN-18", journal, quotas("web", quota));
            requirePut(scene, "R-JN-18", journal, quotas("gone", quota));
            requirePut(scene, "R-JN-18", journal, quotas("gone", MasterEntry.Quota.NONE));
            journal.close();
            MasterJournalSnapshot recalled = scene.openAfterAPowerCut().recallMaster();
            SortedMap<String, Amount> weights =
                    new TreeMap<>(Map.of("web", Amount.ofThousandths(1), "a/b", Amount.ofThousandths(500)));
            require(
                    recalled.weights().equals(weights),
                    "R-JN-18",
                    "recalled were the weights " + recalled.weights() + ", want " + weights);
            require(
                    recalled.quotas().equals(Map.of("web", quota)),
                    "R-JN-18",
                    "recalled were the quotas " + recalled.quotas() + ", want " + quota + " of web");
        });
    }

    /** R-JN-22. If it fails: of two plans the first is recalled, or both together, or a machine, a time, what is down or an agent is lost. */
    @Test
    public void required_JN22_maintenance_the_last_counts() throws Exception {
        examine(scene -> {
            ExaminedJournal journal = scene.open();
            MachineId here = new MachineId("Rack 1/a=b", "10.0.0.1");
            MachineId there = new MachineId("", "10.0.0.2");
            MaintenancePlan first = MaintenancePlan.NONE.withWindows(
                    List.of(new MaintenanceWindow(List.of(there), new Unavailability(-10, OptionalLong.empty()))));
            MaintenancePlan last = MaintenancePlan.NONE
                    .withWindows(List.of(
                            new MaintenanceWindow(List.of(there, here), new Unavailability(7, OptionalLong.of(0))),
                            new MaintenanceWindow(
                                    List.of(new MachineId("c", "")),
                                    new Unavailability(Long.MAX_VALUE, OptionalLong.of(Long.MAX_VALUE)))))
                    .withDown(List.of(here))
                    .withAgents(new TreeMap<>(Map.of(
                            new AgentId("default/1,2"),
                            AgentWithdrawal.DEACTIVATED,
                            new AgentId("a=b"),
                            AgentWithdrawal.draining(OptionalLong.of(Long.MIN_VALUE), true),
                            new AgentId("gone"),
                            AgentWithdrawal.draining(OptionalLong.empty(), false),
                            new AgentId("c 1"),
                            AgentWithdrawal.GONE)));
            requirePut(scene, "R-JN-22", journal, new MasterEntry.Maintenance(first));
            requirePut(scene, "R-JN-22", journal, new MasterEntry.Maintenance(last));
            journal.close();
            MaintenancePlan recalled = scene.openAfterAPowerCut().recallMaster().maintenance();
            require(recalled.equals(last), "R-JN-22", "recalled was the maintenance " + recalled + ", want " + last);
        });
    }

    /** R-JN-22. If it fails: what is reserved of an agent is added up, or of another is lost, or labels, ports or who reserved it are. */
    @Test
    public void required_JN22_reservations_the_last_of_each_agent_counts() throws Exception {
        examine(scene -> {
            ExaminedJournal journal = scene.open();
            MasterEntry.Reserved last = MasterHistory.reserved("agent 1", 5);
            MasterEntry.Reserved other = MasterHistory.reserved("agent/2", 7);
            for (MasterEntry entry : List.of(
                    MasterHistory.reserved("agent 1", 3),
                    other,
                    last,
                    MasterHistory.reserved("c", 1),
                    MasterHistory.reserved("c", 0))) {
                requirePut(scene, "R-JN-22", journal, entry);
            }
            journal.close();
            Map<AgentId, List<ReservedResources>> recalled =
                    scene.openAfterAPowerCut().recallMaster().reserved();
            require(
                    recalled.equals(Map.of(last.agent(), last.shares(), other.agent(), other.shares())),
                    "R-JN-22",
                    "recalled was reserved " + recalled + ", want " + last + " and " + other);
        });
    }

    private static MasterEntry weights(String... pairs) {
        SortedMap<String, Amount> byRole = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            byRole.put(pairs[i], Amount.parse(pairs[i + 1]));
        }
        return new MasterEntry.Weights(byRole);
    }

    private static SortedMap<ResourceName, Amount> amounts(String... pairs) {
        SortedMap<ResourceName, Amount> amounts = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            amounts.put(new ResourceName(pairs[i]), Amount.parse(pairs[i + 1]));
        }
        return amounts;
    }

    private static MasterEntry quotas(String role, MasterEntry.Quota quota) {
        return new MasterEntry.Quotas(new TreeMap<>(Map.of(role, quota)));
    }

    private static void requirePut(JournalScene scene, String rule, ExaminedJournal journal, MasterEntry entry) {
        scene.requireWritten(rule, entry, scene.put(rule, journal, entry));
    }
}
