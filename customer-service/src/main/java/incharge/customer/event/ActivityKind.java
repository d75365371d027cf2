package incharge.customer.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an activity is, from its beginning on. */
public enum ActivityKind {
    @JsonProperty("todo")
    TODO,
    @JsonProperty("calendar")
    CALENDAR
}
