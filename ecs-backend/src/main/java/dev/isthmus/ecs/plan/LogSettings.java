package dev.isthmus.ecs.plan;

import com.google.common.base.Splitter;
import dev.isthmus.api.settings.InvalidSettingException;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.definition.DefinitionContent.Log;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where tasks write what they print. */
public final class LogSettings {

    private static final Splitter COMMAS = Splitter.on(',').trimResults().omitEmptyStrings();

    private static final String AWSLOGS = "awslogs";

    /** The log group, and with it all that CloudWatch Logs needs. */
    public static final Setting<Optional<String>> GROUP = new Setting<>(
            "ISTHMUS_LOG_GROUP",
            "The log group of CloudWatch Logs that tasks write to, in the cluster's region: log driver awslogs, a stream for each "
                    + "container, non-blocking.",
            "",
            LogSettings::group);

    /** The log driver in task definitions that Isthmus registers. */
    public static final Setting<Optional<String>> DRIVER = Setting.optionalText(
            "ISTHMUS_LOG_DRIVER",
            "The log driver of registered task definitions, such as awslogs or json-file; if not set, the container runtime's "
                    + "default.");

    /** The options of that driver. */
    public static final Setting<SortedMap<String, String>> OPTIONS = new Setting<>(
            "ISTHMUS_LOG_OPTIONS",
            "The options of the log driver: awslogs-group=mesos,awslogs-region=eu-west-1.",
            "",
            LogSettings::options);

    /** Whether the end of a task's log is told with its end. */
    public static final Setting<Boolean> TAIL = Setting.flag(
            "ISTHMUS_LOG_TAIL",
            "Whether the status message of a task that failed has the last lines of its log, of ISTHMUS_LOG_GROUP, if they can be read before "
                    + "its end is known. A log can hold secrets, which the framework and whoever keeps or shows its statuses then have.",
            false);

    /** Where logs are read, by the name that every SDK of AWS has for it: no setting of Isthmus. */
    public static final Setting<Optional<URI>> ENDPOINT = Setting.optionalUri(
            "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", "The address of CloudWatch Logs, when it is not the region's own.");

    private static final String ANY_REGION = "any";

    private LogSettings() {}

    /** All of them. */
    public static List<Setting<?>> all() {
        return List.of(GROUP, DRIVER, OPTIONS, TAIL);
    }

    /**
     * The log configuration of tasks whose log is read when they fail; empty if none is.
     *
     * @throws InvalidSettingException if {@link #of} does, or if logs are to be read and cannot be known, for want of a group or of a prefix
     */
    public static Optional<Log> tailed(Settings settings, String region) {
        Optional<Log> log = of(settings, region);
        if (!settings.get(TAIL)) {
            return Optional.empty();
        }
        if (settings.get(GROUP).isEmpty()) {
            throw invalid(TAIL.name() + " is for logs in " + GROUP.name() + ", which is not set: set both or neither");
        }
        for (String option : List.of("awslogs-group", "awslogs-region", "awslogs-stream-prefix")) {
            if (log.orElseThrow().options().getOrDefault(option, "").isEmpty()) {
                throw invalid(TAIL.name() + " needs to know where logs are, and " + OPTIONS.name() + " sets " + option
                        + " to nothing");
            }
        }
        return log;
    }

    /**
     * Refuses what does not go together.
     *
     * @throws InvalidSettingException if something does not
     */
    public static void requireTogether(Settings settings) {
        // In which region it is makes no difference to that.
        Optional<Log> unused = tailed(settings, ANY_REGION);
    }

    private static InvalidSettingException invalid(String why) {
        return new InvalidSettingException(why, new IllegalArgumentException(why));
    }

    /**
     * The log configuration that tasks have for which no rule says another; empty for that of their instance. With a group, a task waits for nobody who
     * reads what it prints ({@code mode}), and its stream is known before it runs ({@code awslogs-stream-prefix}); options that are set besides go before.
     *
     * @param region of the cluster
     * @throws InvalidSettingException if there is a group beside a driver that writes to none
     */
    public static Optional<Log> of(Settings settings, String region) {
        Optional<String> group = settings.get(GROUP);
        Optional<String> driver = settings.get(DRIVER);
        SortedMap<String, String> options = new TreeMap<>();
        if (group.isPresent()) {
            if (driver.isPresent() && !driver.get().equals(AWSLOGS)) {
                throw invalid(GROUP.name() + " is for log driver " + AWSLOGS + ", and " + DRIVER.name() + " is "
                        + driver.get() + ": set one of them");
            }
            driver = Optional.of(AWSLOGS);
            options.put("awslogs-group", group.get());
            options.put("awslogs-region", region);
            options.put("awslogs-stream-prefix", "isthmus");
            options.put("mode", "non-blocking");
            options.put("max-buffer-size", "10m");
        }
        options.putAll(settings.get(OPTIONS));
        return driver.map(name -> new Log(name, options));
    }

    private static Optional<String> group(String text) {
        if (!text.matches("[A-Za-z0-9_./#-]{0,512}")) {
            throw new IllegalArgumentException("want the name of a log group: up to 512 letters, digits and . - _ / #");
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static SortedMap<String, String> options(String text) {
        SortedMap<String, String> options = new TreeMap<>();
        for (String part : COMMAS.split(text)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + part + "' is no option: want name=value,name=value");
            }
            options.put(
                    part.substring(0, equals).strip(),
                    part.substring(equals + 1).strip());
        }
        return options;
    }
}
