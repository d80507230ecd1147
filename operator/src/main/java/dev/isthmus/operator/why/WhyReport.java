package dev.isthmus.operator.why;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is told of a name.
 *
 * @param absent why there is none, in words, for where there are no accounts
 * @param logged whether a log was given
 * @param accounts of the tasks of that name in ECS, the newest first
 * @param log the lines of the log that name it
 * @param rooms of each agent, if it is known what the task needs
 * @param fitted whether that is known
 */
record WhyReport(
        String absent, boolean logged, List<TaskAccount> accounts, List<String> log, List<Room> rooms, boolean fitted) {

    WhyReport {
        accounts = List.copyOf(accounts);
        log = List.copyOf(log);
        rooms = List.copyOf(rooms);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        accounts.forEach(account -> lines.addAll(account.lines()));
        if (accounts.isEmpty()) {
            lines.add(absent);
        }
        if (!log.isEmpty()) {
            lines.add("log:");
            log.forEach(line -> lines.add("  " + line));
        } else if (logged) {
            lines.add("log: no line of it names the task");
        }
        List<String> next = new ArrayList<>();
        if (!logged) {
            next.add("--log with the log of its driver");
        }
        if (!fitted) {
            next.add("--needs 'cpus:1; mem:128' with what it asks for");
        }
        if (accounts.isEmpty() && !next.isEmpty()) {
            lines.add("  next: " + String.join("; ", next));
        }
        if (fitted && rooms.isEmpty()) {
            lines.add("there is no agent that could have room: see ./isthmus agents");
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
