package dev.isthmus.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.journal.EntryCodec;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Memo;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.maintenance.AgentWithdrawal;
import dev.isthmus.api.maintenance.MachineId;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.api.maintenance.MaintenanceWindow;
import dev.isthmus.api.maintenance.Unavailability;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Items;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ReservedResources;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EntryCodecProperties {

    @Property
    void what_is_written_is_read(@ForAll("entries") JournalFact entry) {
        String line = EntryCodec.write(entry);

        assertThat(line).doesNotContain("\n", "\r");
        assertThat(EntryCodec.read(line)).isEqualTo(entry);
    }

    @Property
    void one_changed_character_is_noticed(@ForAll("entries") JournalFact entry, @ForAll int at) {
        String line = EntryCodec.write(entry);
        int index = Math.floorMod(at, line.length());
        char other = line.charAt(index) == '0' ? '1' : '0';
        String changed = line.substring(0, index) + other + line.substring(index + 1);

        assertThatThrownBy(() -> EntryCodec.read(changed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("checksum");
    }

    @Property
    void a_line_that_is_cut_off_is_noticed(@ForAll("entries") JournalFact entry, @ForAll int at) {
        String line = EntryCodec.write(entry);

        assertThatThrownBy(() -> EntryCodec.read(line.substring(0, Math.floorMod(at, line.length()))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<JournalFact> entries() {
        Arbitrary<Instant> times = Arbitraries.longs()
                .between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond())
                .map(second -> Instant.ofEpochSecond(second, Math.floorMod(second, 1_000_000_000L)));
        Arbitrary<JournalEntry> ends = Combinators.combine(
                        Arbitraries.bytes().array(byte[].class).ofSize(16), times)
                .as((bytes, at) -> new JournalEntry.Acknowledged(
                        new LaunchId(HexFormat.of().formatHex(bytes)), at));
        Arbitrary<JournalEntry> leases = Combinators.combine(
                        times,
                        Arbitraries.longs().greaterOrEqual(0).map(Duration::ofNanos),
                        Arbitraries.maps(words(), words()).ofMaxSize(3))
                .as(JournalEntry.Lease::new);
        Arbitrary<JournalEntry> own = Arbitraries.oneOf(
                ends, leases, times.map(JournalEntry.Removed::new), times.map(JournalEntry.Moved::new));
        return Arbitraries.oneOf(own.map(entry -> entry), ofMasters(own, times));
    }

    private static Arbitrary<JournalFact> ofMasters(Arbitrary<JournalEntry> own, Arbitrary<Instant> times) {
        Arbitrary<String> names = words().filter(word -> !word.isEmpty());
        Arbitrary<String> roles = names.filter(role -> !role.contains("/"));
        Arbitrary<Amount> amounts = Arbitraries.longs().greaterOrEqual(1).map(Amount::ofThousandths);
        Arbitrary<SortedMap<ResourceName, Amount>> resources = Arbitraries.maps(names.map(ResourceName::new), amounts)
                .ofMaxSize(2)
                .map(TreeMap::new);
        Arbitrary<MasterEntry.Quota> quotas = Combinators.combine(resources, resources)
                .as((guarantees, limits) -> {
                    SortedMap<ResourceName, Amount> most = new TreeMap<>(limits);
                    guarantees.forEach((name, amount) -> most.computeIfPresent(name, (same, less) -> Amount.MAX));
                    return new MasterEntry.Quota(guarantees, most);
                });
        Arbitrary<MasterEntry.TaskEnd> ends = Combinators.combine(
                        names, names, names, Arbitraries.of(Ending.values()), Arbitraries.integers(), words(), times)
                .as((framework, task, agent, ending, code, message, at) -> new MasterEntry.TaskEnd(
                        new FrameworkId(framework),
                        LaunchId.of(new FrameworkId(framework), new TaskId(task), "offer"),
                        new TaskId(task),
                        new AgentId(agent),
                        new Memo(message.chars().anyMatch(Character::isISOControl) ? "" : message),
                        new TaskPhase.Ended(
                                ending, code < 0 ? OptionalInt.empty() : OptionalInt.of(code), code % 2 == 0, message),
                        at));
        return Arbitraries.oneOf(
                Combinators.combine(names, own)
                        .as((framework, entry) -> new MasterEntry.OfFramework(new FrameworkId(framework), entry)),
                ends,
                Arbitraries.maps(names, amounts).ofMaxSize(3).map(TreeMap::new).map(MasterEntry.Weights::new),
                Arbitraries.maps(roles, quotas).ofMaxSize(3).map(TreeMap::new).map(MasterEntry.Quotas::new),
                plans(words()).map(MasterEntry.Maintenance::new),
                reserved(names));
    }

    private static Arbitrary<MasterEntry.Reserved> reserved(Arbitrary<String> names) {
        Arbitrary<Quantity> quantities = Arbitraries.oneOf(
                Arbitraries.longs().greaterOrEqual(1).map(Amount::ofThousandths),
                Arbitraries.integers()
                        .between(0, 65535)
                        .set()
                        .ofMinSize(1)
                        .ofMaxSize(5)
                        .map(PortRanges::ofPorts),
                names.set().ofMinSize(1).ofMaxSize(3).map(Items::of));
        Arbitrary<Resources> resources = Arbitraries.maps(names.map(ResourceName::new), quantities)
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(each -> Resources.of(Dialect.MESOS, each));
        Arbitrary<ReservedResources> shares = Combinators.combine(names, words().optional(), words(), resources)
                .as(ReservedResources::new);
        return Combinators.combine(names.map(AgentId::new), shares.list().ofMaxSize(3))
                .as(MasterEntry.Reserved::new);
    }

    private static Arbitrary<MaintenancePlan> plans(Arbitrary<String> hostnames) {
        Arbitrary<OptionalLong> durations =
                Arbitraries.longs().map(duration -> duration < 0 ? OptionalLong.empty() : OptionalLong.of(duration));
        Arbitrary<Unavailability> times =
                Combinators.combine(Arbitraries.longs(), durations).as(Unavailability::new);
        Arbitrary<MachineId> machines = Combinators.combine(
                        hostnames, Arbitraries.of("10.0.0.1", "255.255.255.255", ""))
                .as((name, ip) -> new MachineId(ip.isEmpty() ? "m" + name : name, ip));
        Arbitrary<AgentWithdrawal> withdrawals = Arbitraries.oneOf(
                Arbitraries.of(AgentWithdrawal.DEACTIVATED, AgentWithdrawal.GONE),
                Combinators.combine(durations, Arbitraries.of(true, false)).as(AgentWithdrawal::draining));
        Arbitrary<TreeMap<AgentId, AgentWithdrawal>> agents = Arbitraries.maps(
                        hostnames.filter(name -> !name.isEmpty()).map(AgentId::new), withdrawals)
                .ofMaxSize(3)
                .map(TreeMap::new);
        return Combinators.combine(machines.list().uniqueElements().ofMaxSize(4), times, times, agents)
                .as((all, one, other, withdrawn) -> {
                    int half = all.size() / 2;
                    List<MaintenanceWindow> windows = new ArrayList<>();
                    if (half > 0) {
                        windows.add(new MaintenanceWindow(all.subList(0, half), one));
                    }
                    if (!all.isEmpty()) {
                        windows.add(new MaintenanceWindow(all.subList(half, all.size()), other));
                    }
                    return MaintenancePlan.NONE
                            .withWindows(windows)
                            .withDown(all.subList(0, all.size() / 3))
                            .withAgents(withdrawn);
                });
    }

    /** Any characters; a lone half of a surrogate pair is none. */
    private static Arbitrary<String> words() {
        return Arbitraries.strings()
                .ofMaxLength(20)
                .filter(text -> text.codePoints()
                        .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
    }
}
