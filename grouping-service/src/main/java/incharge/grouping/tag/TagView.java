package incharge.grouping.tag;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.grouping.decision.Tag;
import java.util.UUID;

/** A tag as it is answered. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TagView(UUID id, String name, String description, String group) {

    static TagView of(Tag tag) {
        return new TagView(tag.id(), tag.name(), tag.description(), tag.group());
    }
}
