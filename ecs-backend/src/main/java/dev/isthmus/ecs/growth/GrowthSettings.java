package dev.isthmus.ecs.growth;

import com.google.common.base.Splitter;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.ecs.fargate.SlotParts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads which capacity providers may grow, and how far. */
public final class GrowthSettings {

    private static final String EXAMPLE = "provider=workers;slots=10;max=100;cpus=2;mem=3700";

    /** The capacity providers that may grow. */
    public static final Setting<List<GrowthProvider>> GROWTH = new Setting<>(
            "ISTHMUS_GROWTH",
            "Capacity providers with managed scaling that are to grow for the framework, each with slots that stand for an instance it may add: "
                    + EXAMPLE
                    + ". cpus and mem are what tasks can have of its smallest instance. Beside these: gpus, disk (in GiB), arch, wait. Several, separated "
                    + "by commas.",
            "",
            GrowthSettings::parse);

    /** How many tasks of a cluster ECS lets wait for instances. */
    public static final int MOST_PROVISIONING = 500;

    private static final int MOST_SLOTS = 5000;

    private static final int DEFAULT_MOST = 100;

    private static final Duration LEAST_WAIT = Duration.ofSeconds(10);

    /** Those that begin otherwise are AWS's own, which add no instances. */
    private static final Pattern NAME = Pattern.compile("(?!(?i:aws|ecs|fargate))[A-Za-z0-9_-]{1,255}");

    private static final List<String> KEYS =
            List.of("provider", "slots", "max", "cpus", "mem", "gpus", "disk", "arch", "wait");

    private GrowthSettings() {}

    /**
     * Parses the setting; empty if it is.
     *
     * @throws IllegalArgumentException if the syntax is wrong; the message says what is expected
     */
    public static List<GrowthProvider> parse(String text) {
        List<GrowthProvider> providers = new ArrayList<>();
        for (String one : Splitter.on(',').trimResults().omitEmptyStrings().split(text)) {
            GrowthProvider provider = provider(SlotParts.of(one, "a capacity provider", KEYS, EXAMPLE));
            if (providers.stream().anyMatch(before -> before.name().equals(provider.name()))) {
                throw new IllegalArgumentException("provider " + provider.name() + " is there twice");
            }
            providers.add(provider);
        }
        return List.copyOf(providers);
    }

    private static GrowthProvider provider(SlotParts parts) {
        String name = parts.required("provider");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "provider=" + name
                            + ": want the name of a capacity provider over an Auto Scaling group, of letters, digits, underscores and dashes");
        }
        int slots = parts.number("slots", 1, GrowthSettings.MOST_PROVISIONING).orElse(1);
        int most = parts.number("max", 1, MOST_SLOTS).orElse(Math.max(slots, DEFAULT_MOST));
        if (most < slots) {
            throw new IllegalArgumentException("max=" + most + " is less than slots=" + slots
                    + ": want at least as many in all as are asked for at once");
        }
        OptionalInt disk = parts.number("disk", 1, 1_000_000);
        return new GrowthProvider(
                name,
                slots,
                most,
                size(parts),
                disk.isEmpty() ? OptionalLong.empty() : OptionalLong.of(disk.getAsInt() * 1024L),
                parts.architecture(),
                wait(parts));
    }

    private static Resources size(SlotParts parts) {
        Resources size = Resources.of(Dialect.ECS, ResourceName.ECS_CPU, Amount.of(units(parts.required("cpus"))));
        parts.required("mem");
        size = size.with(
                ResourceName.ECS_MEMORY,
                Amount.of(parts.number("mem", 6, 99_999_999).orElseThrow()));
        int gpus = parts.number("gpus", 0, 64).orElse(0);
        return gpus == 0 ? size : size.with(ResourceName.ECS_GPU, Amount.of(gpus));
    }

    private static long units(String cpus) {
        long units;
        try {
            units = Math.multiplyExact(Amount.parse(cpus).thousandths(), 1024) / 1000;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException("cpus=" + cpus + " is no amount: " + e.getMessage(), e);
        }
        if (units == 0) {
            throw new IllegalArgumentException("cpus=" + cpus + ": want more than nothing");
        }
        return units;
    }

    private static Duration wait(SlotParts parts) {
        Optional<String> said = parts.text("wait");
        if (said.isEmpty()) {
            return GrowthProvider.WAIT;
        }
        String text = said.get();
        Duration wait = Setting.duration(GROWTH.name(), "", "10min").reader().apply(text);
        if (wait.compareTo(LEAST_WAIT) < 0) {
            throw new IllegalArgumentException(
                    "wait=" + text + ": want " + LEAST_WAIT.toSeconds() + "s or more; instances take minutes");
        }
        return wait;
    }
}
