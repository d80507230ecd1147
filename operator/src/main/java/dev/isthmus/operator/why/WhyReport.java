package dev.isthmus.operator.why;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is told of a name.
 *
 * @param accounts of the tasks of that name in ECS, the newest first
 * @param log the lines of the log that name it
 * @param rooms of each agent, if it is known what the task needs
 */
record WhyReport(String name, String cluster, List<TaskAccount> accounts, List<String> log, List<Room> rooms) {

    WhyReport {
        accounts = List.copyOf(accounts);
        log = List.copyOf(log);
        rooms = List.copyOf(rooms);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        accounts.forEach(account -> lines.addAll(account.lines()));
        if (accounts.isEmpty()) {
            lines.add("ECS knows no task '" + name + "' in cluster " + cluster
                    + ": it waits for an offer or for room, ended more than an hour ago, or is of another cluster");
        }
        if (!log.isEmpty()) {
            lines.add("log:");
            log.forEach(line -> lines.add("  " + line));
        } else if (accounts.isEmpty()) {
            lines.add("  next: --log with the log of its driver; --needs 'cpus:1; mem:128' with what it asks for");
        }
        for (Room room : rooms) {
            lines.add("agent " + room.agent().id() + " ("
                    + room.agent().address().hostname() + ") "
                    + (room.missing().isEmpty() ? "has room" : "is ruled out: " + String.join(", ", room.missing())));
        }
        return lines;
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tasks", accounts.stream().map(TaskAccount::json).toList());
        json.put("log", log);
        json.put(
                "agents",
                rooms.stream()
                        .map(room -> Map.of("agent", room.agent().id().value(), "missing", room.missing()))
                        .toList());
        return json;
    }
}
