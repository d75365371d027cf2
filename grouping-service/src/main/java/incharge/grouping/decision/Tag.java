package incharge.grouping.decision;

import incharge.eventstore.decider.Refused;
import incharge.grouping.decision.GroupingCommand.ChangeTag;
import incharge.grouping.decision.GroupingCommand.CreateTag;
import incharge.grouping.decision.GroupingCommand.DeleteTag;
import incharge.grouping.decision.GroupingCommand.Members;
import incharge.grouping.decision.GroupingCommand.RestoreTag;
import incharge.grouping.decision.GroupingCommand.TagCommand;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.MembershipEvent.CustomerTagged;
import incharge.grouping.event.TagEvent.TagChanged;
import incharge.grouping.event.TagEvent.TagCreated;
import incharge.grouping.event.TagEvent.TagDefined;
import incharge.grouping.event.TagEvent.TagDeleted;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A free grouping: a customer has any number of tags.
 *
 * @param description may be null
 * @param group tags of one group are its segments; null for none
 */
public record Tag(UUID id, String name, String description, String group) implements Grouping {

    static Tag of(TagDefined event) {
        return new Tag(event.tagId(), event.name(), event.description(), event.group());
    }

    static List<GroupingsEvent> decide(TagCommand command, Groupings groupings) {
        GroupingRegistry<Tag> tags = groupings.tags();
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
            case DeleteTag deletion -> tags.get(deletion.tagId()).deleted(deletion, groupings);
            case RestoreTag(var tag) -> {
                if (tags.find(tag.id()).isPresent()) {
                    yield List.of();
                }
                tags.refuseTakenName(tag);
                yield List.of(tag.created());
            }
        };
    }

    private List<GroupingsEvent> deleted(DeleteTag deletion, Groupings groupings) {
        List<UUID> members = groupings.membersOfTag(id);
        if (deletion.members() == Members.GONE && !members.isEmpty()) {
            throw Refused.conflict("changed-since", null, "Other customers got it since, so it stays.");
        }
        UUID target = deletion.movedTo();
        List<GroupingsEvent> events = new ArrayList<>();
        if (target != null) {
            groupings.tags().requireTarget(id, target);
            List<UUID> joining = members.stream()
                    .filter(customer -> !groupings.hasTag(customer, target))
                    .toList();
            groupings.tags().refuseTooMany(joining);
            joining.forEach(customer -> events.add(new CustomerTagged(customer, target, null)));
        }
        events.add(new TagDeleted(id, name, target));
        return events;
    }

    TagCreated created() {
        return new TagCreated(id, name, description, group);
    }

    private TagChanged changed(Tag before) {
        return new TagChanged(id, name, description, group, previousName(before));
    }
}
