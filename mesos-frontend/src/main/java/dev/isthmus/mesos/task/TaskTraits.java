package dev.isthmus.mesos.task;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.Memo;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parts of a task's description that matter after its launch. The backend keeps them with the task as its memo, so that the next driver knows
 * them too: words separated by spaces. Unknown words are ignored, as a later version may have written them.
 *
 * @param role the role of the offer it was launched on
 * @param docker whether it asked for a Docker container, which only changes wording
 * @param healthChecked whether it has a health check, so that an unhealthy one is to be killed
 * @param group its group, if it was launched in one
 */
public record TaskTraits(String role, boolean docker, boolean healthChecked, Optional<Group> group) {

    /**
     * What tasks of one group have in common.
     *
     * @param first the launch of the first of them
     * @param executor the id of their executor, if it is known
     */
    public record Group(LaunchId first, Optional<String> executor) {

        private String word() {
            String id = executor.map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8))
                    .filter(name -> name.length() <= LONGEST_EXECUTOR)
                    .map(name -> "/" + name)
                    .orElse("");
            return GROUP + first + id;
        }

        private static Optional<Group> read(String text) {
            String[] parts = text.split("/", 2);
            try {
                return Optional.of(new Group(
                        new LaunchId(parts[0]),
                        parts.length < 2
                                ? Optional.empty()
                                : Optional.of(URLDecoder.decode(parts[1], StandardCharsets.UTF_8))));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    private static final String ANY_ROLE = "*";
    private static final String DOCKER = "docker";
    private static final String HEALTH_CHECKED = "health-checked";
    private static final String ROLE = "role=";
    private static final String GROUP = "group=";
    private static final int LONGEST_EXECUTOR = 150;

    /** Writes the memo. A role that is too long for it, or has characters that it cannot hold, is left out. */
    public Memo memo() {
        List<String> words = new ArrayList<>();
        if (docker) {
            words.add(DOCKER);
        }
        if (healthChecked) {
            words.add(HEALTH_CHECKED);
        }
        group.ifPresent(member -> words.add(member.word()));
        String text = String.join(" ", words);
        if (role.equals(ANY_ROLE)) {
            return new Memo(text);
        }
        String withRole = text.isEmpty() ? ROLE + role : text + " " + ROLE + role;
        boolean fits = withRole.length() <= Memo.LONGEST && role.chars().noneMatch(Character::isISOControl);
        return new Memo(fits ? withRole : text);
    }

    /** Reads the memo of a task. */
    public static TaskTraits read(Memo memo) {
        String role = ANY_ROLE;
        boolean docker = false;
        boolean healthChecked = false;
        Optional<Group> group = Optional.empty();
        for (String word : memo.text().split(" ", -1)) {
            if (word.equals(DOCKER)) {
                docker = true;
            } else if (word.equals(HEALTH_CHECKED)) {
                healthChecked = true;
            } else if (word.startsWith(ROLE)) {
                role = word.substring(ROLE.length());
            } else if (word.startsWith(GROUP)) {
                group = Group.read(word.substring(GROUP.length()));
            }
        }
        return new TaskTraits(role, docker, healthChecked, group);
    }
}
