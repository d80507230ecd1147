package dev.isthmus.ecs.definition;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The content of a task definition that Isthmus registers for a task group: an essential container for each task, so that ECS stops all when one
 * ends. It contains only what is the same for all groups of a kind, and the {@link #family} is derived from it.
 *
 * @param members the contents of its containers, in the order of the group; equal in what concerns the task as a whole
 */
public record GroupContent(List<DefinitionContent> members) {

    /** The largest number of containers: "Containers per task definition" in the service quotas. */
    public static final int LARGEST = 10;

    /** Copies the list. */
    public GroupContent {
        members = List.copyOf(members);
    }

    /** The name of the container of the task at this index of the group, from 0. */
    public static String container(int place) {
        return "member-" + place;
    }

    /** Its images, for the log. */
    public String images() {
        return members.stream().map(DefinitionContent::image).collect(Collectors.joining(", "));
    }

    /** Its size as JSON in bytes, estimated; never too low. */
    public int bytes() {
        return members.stream().mapToInt(DefinitionContent::bytes).sum();
    }

    /** The family: a hash of the families of its members, which identify their contents. */
    public String family() {
        String text = members.stream().map(DefinitionContent::family).collect(Collectors.joining("\n"));
        return DefinitionContent.FAMILY_PREFIX + "group-" + Families.hash(text);
    }
}
