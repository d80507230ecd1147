package dev.isthmus.ecs.plan;

import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.HealthCheck.Probe;
import dev.isthmus.ecs.definition.UnsupportedFieldException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * The commands of container health checks; ECS supports no other kind. What Mesos checks itself over HTTP and TCP (src/checks/checker_process.cpp:
 * curl that follows redirects, checks no certificates and counts 200 to 399 as healthy; a connection) a shell does here, with what the image has.
 */
final class HealthProbes {

    private static final Pattern PORT_VARIABLE = Pattern.compile("PORT\\d*");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final String ADDRESS = "127.0.0.1";

    private static final String REQUEST =
            "printf 'GET %s HTTP/1.0\\r\\nHost: " + ADDRESS + ":%s\\r\\n\\r\\n' \"$a\" \"$p\"";

    private HealthProbes() {}

    static List<String> commandOf(Probe probe, SortedMap<String, String> environment) {
        return probe.fold(
                byCommand -> byCommand(byCommand.command()),
                byHttp -> shell(http(byHttp, environment)),
                byTcp -> shell(tcp(port(byTcp.port(), environment))));
    }

    private static List<String> byCommand(Command command) {
        String value = command.value()
                .orElseThrow(
                        () -> new UnsupportedFieldException("the health check's command has no value: give it one"));
        List<String> words = new ArrayList<>(List.of(value));
        command.arguments().stream().skip(1).forEach(words::add);
        if (command.environment().isEmpty()) {
            if (command.shell()) {
                return shell(value);
            }
            words.add(0, "CMD");
            return words;
        }
        StringBuilder line = new StringBuilder();
        for (Map.Entry<String, String> variable : command.environment().entrySet()) {
            line.append("export ")
                    .append(quoted(variable.getKey() + "=" + variable.getValue()))
                    .append("; ");
        }
        if (command.shell()) {
            return shell(line.append(value).toString());
        }
        words.forEach(word ->
                line.append(line.toString().endsWith("; ") ? "exec " : " ").append(quoted(word)));
        return shell(line.toString());
    }

    private static String http(Probe.ByHttp http, SortedMap<String, String> environment) {
        boolean secure = http.scheme().equals("https");
        if (!secure && !http.scheme().equals("http")) {
            throw new UnsupportedFieldException(
                    "the health check's scheme is '" + http.scheme() + "': want http or https");
        }
        if (!http.path().startsWith("/") || CONTROL.matcher(http.path()).find()) {
            throw new UnsupportedFieldException(
                    "the health check's path is not one: want a path that begins with / and has no control characters");
        }
        StringBuilder script = new StringBuilder("p=").append(port(http.port(), environment));
        script.append("; a=").append(quoted(http.path()));
        script.append("; u=").append(http.scheme()).append("://" + ADDRESS + ":$p$a");
        script.append(
                "; if command -v curl >/dev/null; then s=$(curl -sLkg -o /dev/null -w '%{http_code}' \"$u\") || exit 1");
        script.append("; elif command -v wget >/dev/null; then exec wget -q -O /dev/null ")
                .append(secure ? "--no-check-certificate " : "")
                .append("\"$u\"");
        if (!secure) {
            script.append("; elif command -v bash >/dev/null; then export a p; s=$(bash -c ")
                    .append(quoted("exec 3<>/dev/tcp/" + ADDRESS + "/$p || exit 1; " + REQUEST
                            + " >&3; read -r v s r <&3; echo $s"))
                    .append(") || exit 1; elif command -v nc >/dev/null; then s=$(")
                    .append(REQUEST)
                    .append(" | nc " + ADDRESS + " \"$p\" | { read -r v s r; echo $s; })");
        }
        script.append("; else echo 'the image has no ")
                .append(secure ? "curl or wget" : "curl, wget, bash or nc")
                .append(" to check its health with' >&2; exit 1; fi");
        return script.append("; case $s in [23][0-9][0-9]) exit 0;; esac; echo \"status $s\" >&2; exit 1")
                .toString();
    }

    /** Without bash, what listens is read from the kernel's own list: a shell alone can do that. */
    private static String tcp(String port) {
        return "p=" + port + "; if command -v bash >/dev/null; then export p; exec bash -c 'exec 3<>/dev/tcp/" + ADDRESS
                + "/$p'; fi; h=$(printf '%04X' \"$p\"); for f in /proc/net/tcp /proc/net/tcp6; do [ -r $f ] && while read -r n l r s t; "
                + "do case $l/$s in *:$h/0A) exit 0;; esac; done <$f; done; echo \"nothing listens on port $p\" >&2; exit 1";
    }

    /**
     * The port; by the variable that holds it, if the task has one, so that tasks which differ in their ports share a definition. Marathon
     * calls them PORT, PORT0, PORT1 and so on.
     */
    private static String port(int port, SortedMap<String, String> environment) {
        if (port < 1 || port > 65_535) {
            throw new UnsupportedFieldException("the health check's port is " + port + ": want one from 1 to 65535");
        }
        String number = Integer.toString(port);
        Optional<String> variable = environment.entrySet().stream()
                .filter(entry -> entry.getValue().equals(number)
                        && PORT_VARIABLE.matcher(entry.getKey()).matches())
                .map(Map.Entry::getKey)
                .findFirst();
        return variable.map(name -> "$" + name).orElse(number);
    }

    private static List<String> shell(String line) {
        return List.of("CMD-SHELL", line);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
