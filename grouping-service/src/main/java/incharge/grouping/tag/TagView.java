package incharge.grouping.tag;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import incharge.grouping.decision.Tag;
import incharge.grouping.membership.Effect;
import java.util.UUID;

/**
 * A tag as it is answered.
 *
 * @param id null for the preview of a new one
 * @param effect null unless a command is answered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TagView(
        UUID id,
        String name,
        String description,
        String group,
        @JsonUnwrapped Effect effect) {

    static TagView of(Tag tag) {
        return of(tag.id(), tag, null);
    }

    static TagView of(UUID id, Tag tag, Effect effect) {
        return new TagView(id, tag.name(), tag.description(), tag.group(), effect);
    }
}
