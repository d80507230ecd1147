package dev.isthmus.ecs.rules;

import dev.isthmus.api.settings.Setting;
import java.util.List;
import java.util.SortedMap;

/** Settings of the tags that tasks get on ECS, by which AWS's bill can be divided. */
public final class TagSettings {

    /** The tags of every task. */
    public static final Setting<SortedMap<String, String>> TAGS = new Setting<>(
            TaskTags.SETTING,
            "The tags of tasks on ECS, for AWS's bill: team=data,env=prod; a rule adds others by tag:key=value. With any tag, the "
                    + "credentials need ecs:TagResource.",
            "",
            TaskTags::parse);

    /** The labels that become tags. */
    public static final Setting<List<String>> TAG_LABELS = new Setting<>(
            TaskTags.LABELS_SETTING,
            "The labels of tasks that become tags of the same key, separated by commas: team,app. They go before ISTHMUS_TAGS, "
                    + "and tags of a rule before them.",
            "",
            TaskTags::parseLabels);

    private TagSettings() {}
}
