package dev.isthmus.ecs.definition;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a definition that we register for a group holds: a container for each of its tasks, every one of them essential, so that ECS itself ends
 * all with one. Like that of a single task it holds what is the same for all groups of a kind, and its {@link #family} is derived from it.
 *
 * @param members the contents of its containers, in the order of the group; the same in all that holds for a task as a whole
 */
public record GroupContent(List<DefinitionContent> members) {

    /** The most containers of a definition: "Containers per task definition" in the service quotas. */
    public static final int LARGEST = 10;

    /** Copies the list. */
    public GroupContent {
        members = List.copyOf(members);
    }

    /** The name of the container of the group's task at this place, from 0. */
    public static String container(int place) {
        return "member-" + place;
    }

    /** What it runs, for the log. */
    public String images() {
        return members.stream().map(DefinitionContent::image).collect(Collectors.joining(", "));
    }

    /** About how many bytes it is as JSON; never fewer than it is. */
    public int bytes() {
        return members.stream().mapToInt(DefinitionContent::bytes).sum();
    }

    /** Where it is registered: the families of its members say what they hold, so a hash of those says what it holds. */
    public String family() {
        String text = members.stream().map(DefinitionContent::family).collect(Collectors.joining("\n"));
        return DefinitionContent.FAMILY_PREFIX + "group-" + Families.hash(text);
    }
}
