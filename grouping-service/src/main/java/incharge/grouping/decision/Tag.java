package incharge.grouping.decision;

import incharge.grouping.decision.GroupingCommand.ChangeTag;
import incharge.grouping.decision.GroupingCommand.CreateTag;
import incharge.grouping.decision.GroupingCommand.DeleteTag;
import incharge.grouping.decision.GroupingCommand.TagCommand;
import incharge.grouping.event.TagEvent;
import incharge.grouping.event.TagEvent.TagChanged;
import incharge.grouping.event.TagEvent.TagCreated;
import incharge.grouping.event.TagEvent.TagDefined;
import incharge.grouping.event.TagEvent.TagDeleted;
import java.util.List;
import java.util.UUID;

/** A free grouping: a customer has any number of tags. {@code description} and {@code group} may be null. */
public record Tag(UUID id, String name, String description, String group) implements Grouping {

    static Tag of(TagDefined event) {
        return new Tag(event.tagId(), event.name(), event.description(), event.group());
    }

    static List<TagEvent> decide(TagCommand command, GroupingRegistry<Tag> tags) {
        return switch (command) {
            case CreateTag(var tag) -> {
                tags.refuseTakenName(tag);
                tags.refuseExisting(tag.id());
                yield List.of(tag.created());
            }
            case ChangeTag(var after, var membersChange) -> {
                Tag before = tags.get(after.id());
                if (!after.name().equals(before.name())) {
                    tags.refuseTakenName(after);
                }
                yield after.equals(before) && !membersChange ? List.of() : List.of(after.changed(before));
            }
            case DeleteTag(var id) -> List.of(new TagDeleted(id, tags.get(id).name(), null));
        };
    }

    TagCreated created() {
        return new TagCreated(id, name, description, group);
    }

    private TagChanged changed(Tag before) {
        return new TagChanged(id, name, description, group, previousName(before));
    }
}
