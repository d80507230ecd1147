package dev.isthmus.ecs.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.isthmus.ecs.definition.DefinitionContent;
import java.net.URI;
import java.net.URLEncoder;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where people see more of a task: its page in the console of ECS, and its stream in that of CloudWatch Logs, whose name ECS makes of the prefix, the container and the task
 * (Amazon ECS Developer Guide, {@code awslogs-stream-prefix}).
 */
final class TaskLinks {

    /** Of ARNs that name the cluster, as all have since 2021. */
    private static final Pattern TASK =
            Pattern.compile("arn:(aws[\\w-]*):ecs:([a-z0-9-]+):\\d*:task/([\\w-]+)/([\\w-]+)");

    private TaskLinks() {}

    /** The console's page of a task; nothing for an ARN that does not say where that is. */
    static SortedMap<String, URI> ofTask(String arn) {
        SortedMap<String, URI> links = new TreeMap<>();
        Matcher task = TASK.matcher(arn);
        if (task.matches()) {
            links.put(
                    "ECS console",
                    URI.create(console(task.group(1), task.group(2)) + "/ecs/v2/clusters/" + task.group(3) + "/tasks/"
                            + task.group(4) + "/configuration?region=" + task.group(2)));
        }
        return links;
    }

    /** The stream that a container of a task logs to; nothing if its name cannot be known. */
    static SortedMap<String, URI> ofLog(String arn, String container, DefinitionContent.Log log) {
        SortedMap<String, URI> links = new TreeMap<>();
        Matcher task = TASK.matcher(arn);
        String group = log.options().getOrDefault("awslogs-group", "");
        String prefix = log.options().getOrDefault("awslogs-stream-prefix", "");
        if (task.matches() && log.driver().equals("awslogs") && !group.isEmpty() && !prefix.isEmpty()) {
            String region = log.options().getOrDefault("awslogs-region", task.group(2));
            links.put(
                    "Log stream",
                    URI.create(console(task.group(1), region) + "/cloudwatch/home?region=" + region
                            + "#logsV2:log-groups/log-group/" + part(group) + "/log-events/"
                            + part(prefix + "/" + container + "/" + task.group(4))));
        }
        return links;
    }

    private static String console(String partition, String region) {
        String domain = switch (partition) {
            case "aws-cn" -> "console.amazonaws.cn";
            case "aws-us-gov" -> "console.amazonaws-us-gov.com";
            default -> "console.aws.amazon.com";
        };
        return "https://" + region + "." + domain;
    }

    /** As this console writes what stands behind the #: encoded twice, with a dollar sign instead of the percent sign. */
    private static String part(String text) {
        String once = URLEncoder.encode(text, UTF_8).replace("+", "%20");
        return URLEncoder.encode(once, UTF_8).replace("%", "$");
    }
}
