package incharge.customer.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What a custom field is.
 *
 * @param choices null unless it is a choice
 * @param position fields come in the order of their positions, then of their names
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CustomFieldDefinition(String name, Type type, List<String> choices, int position) {

    /** What the values of a field are; it is never changed. */
    public enum Type {
        @JsonProperty("text")
        TEXT,
        @JsonProperty("number")
        NUMBER,
        @JsonProperty("date")
        DATE,
        @JsonProperty("yes-no")
        YES_NO,
        @JsonProperty("choice")
        CHOICE
    }
}
