package dev.isthmus.api.journal;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Memo;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.maintenance.MaintenanceText;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ReservedResources;
import dev.isthmus.api.resource.ResourceName;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** The lines of a master's entries, without their checksums. */
final class MasterLines {

    static final String OF = "of";
    static final String END = "end";
    static final String WEIGHTS = "weights";
    static final String QUOTAS = "quotas";
    static final String MAINTENANCE = "maintenance";
    static final String RESERVED = "reserved";

    private static final String GUARANTEE = "/guarantee/";
    private static final String LIMIT = "/limit/";
    /** So many fields of an end have their place; those after them have a name. */
    private static final int PLACED = 7;

    private MasterLines() {}

    static String write(MasterEntry entry) {
        return entry.fold(
                its -> OF + " " + EntryCodec.encoded(its.framework().value()) + " " + EntryCodec.text(its.entry()),
                MasterLines::end,
                setting -> setting.fold(
                        MasterLines::weights,
                        MasterLines::quotas,
                        its -> MAINTENANCE + MaintenanceText.write(its.plan()),
                        MasterLines::reserved));
    }

    private static String end(MasterEntry.TaskEnd end) {
        StringBuilder line = new StringBuilder(END);
        for (String field : new String[] {
            EntryCodec.encoded(end.framework().value()),
            end.launch().value(),
            EntryCodec.encoded(end.task().value()),
            EntryCodec.encoded(end.agent().value()),
            end.at().toString(),
            end.how().ending().name()
        }) {
            line.append(' ').append(field);
        }
        line.append(" ran=").append(end.how().ran());
        end.how().exitCode().ifPresent(code -> line.append(" exit=").append(code));
        if (!end.memo().isEmpty()) {
            line.append(" memo=").append(EntryCodec.encoded(end.memo().text()));
        }
        if (!end.how().message().isEmpty()) {
            line.append(" message=").append(EntryCodec.encoded(end.how().message()));
        }
        return line.toString();
    }

    /** All resources of a master are in Mesos's dialect. */
    private static String reserved(MasterEntry.Reserved reserved) {
        StringBuilder line = new StringBuilder(
                RESERVED + " " + EntryCodec.encoded(reserved.agent().value()));
        reserved.shares().forEach(share -> line.append(' ').append(share.text()));
        return line.toString();
    }

    static MasterEntry readReserved(String[] parts) {
        return new MasterEntry.Reserved(
                new AgentId(EntryCodec.decoded(EntryCodec.part(parts, 1))),
                Arrays.stream(parts)
                        .skip(2)
                        .map(word -> ReservedResources.parse(Dialect.MESOS, word))
                        .toList());
    }

    private static String weights(MasterEntry.Weights weights) {
        StringBuilder line = new StringBuilder(WEIGHTS);
        weights.byRole()
                .forEach((role, weight) -> line.append(' ')
                        .append(EntryCodec.encoded(role))
                        .append('=')
                        .append(weight));
        return line.toString();
    }

    /** A role stands alone if it has no quota any more. */
    private static String quotas(MasterEntry.Quotas quotas) {
        StringBuilder line = new StringBuilder(QUOTAS);
        quotas.byRole().forEach((name, quota) -> {
            String role = EntryCodec.encoded(name);
            line.append(' ').append(role).append('=');
            quota.guarantees().forEach((resource, amount) -> amount(line, role + GUARANTEE, resource, amount));
            quota.limits().forEach((resource, amount) -> amount(line, role + LIMIT, resource, amount));
        });
        return line.toString();
    }

    private static void amount(StringBuilder line, String before, ResourceName resource, Amount amount) {
        line.append(' ')
                .append(before)
                .append(EntryCodec.encoded(resource.value()))
                .append('=')
                .append(amount);
    }

    static MasterEntry readEnd(String[] parts) {
        Map<String, String> named = EntryCodec.terms(parts, PLACED);
        String exit = named.get("exit");
        return new MasterEntry.TaskEnd(
                new FrameworkId(EntryCodec.decoded(EntryCodec.part(parts, 1))),
                new LaunchId(EntryCodec.part(parts, 2)),
                new TaskId(EntryCodec.decoded(EntryCodec.part(parts, 3))),
                new AgentId(EntryCodec.decoded(EntryCodec.part(parts, 4))),
                new Memo(named.getOrDefault("memo", "")),
                new TaskPhase.Ended(
                        Ending.valueOf(EntryCodec.part(parts, 6)),
                        exit == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(exit)),
                        Boolean.parseBoolean(named.get("ran")),
                        named.getOrDefault("message", "")),
                Instant.parse(EntryCodec.part(parts, 5)));
    }

    static MasterEntry readWeights(String[] parts) {
        SortedMap<String, Amount> byRole = new TreeMap<>();
        EntryCodec.terms(parts, 1).forEach((role, weight) -> byRole.put(role, Amount.parse(weight)));
        return new MasterEntry.Weights(byRole);
    }

    static MasterEntry readQuotas(String[] parts) {
        SortedMap<String, MasterEntry.Quota> byRole = new TreeMap<>();
        // No role at the top level has a slash.
        EntryCodec.terms(parts, 1).forEach((name, amount) -> {
            int slash = name.indexOf('/');
            if (slash < 0) {
                byRole.putIfAbsent(name, MasterEntry.Quota.NONE);
            } else {
                byRole.merge(name.substring(0, slash), quota(name.substring(slash), amount), MasterLines::together);
            }
        });
        return new MasterEntry.Quotas(byRole);
    }

    /** One amount, as a quota of its own. */
    private static MasterEntry.Quota quota(String name, String text) {
        SortedMap<ResourceName, Amount> none = new TreeMap<>();
        Amount amount = Amount.parse(text);
        if (name.startsWith(GUARANTEE)) {
            return new MasterEntry.Quota(
                    new TreeMap<>(Map.of(new ResourceName(name.substring(GUARANTEE.length())), amount)), none);
        }
        if (name.startsWith(LIMIT)) {
            return new MasterEntry.Quota(
                    none, new TreeMap<>(Map.of(new ResourceName(name.substring(LIMIT.length())), amount)));
        }
        throw new IllegalArgumentException("'" + name + "' is neither a guarantee nor a limit");
    }

    private static MasterEntry.Quota together(MasterEntry.Quota one, MasterEntry.Quota other) {
        SortedMap<ResourceName, Amount> guarantees = new TreeMap<>(one.guarantees());
        guarantees.putAll(other.guarantees());
        SortedMap<ResourceName, Amount> limits = new TreeMap<>(one.limits());
        limits.putAll(other.limits());
        return new MasterEntry.Quota(guarantees, limits);
    }
}
