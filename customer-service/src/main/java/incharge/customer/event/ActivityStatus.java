package incharge.customer.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far an activity is; on a board each status is a column. */
public enum ActivityStatus {
    @JsonProperty("not-started")
    NOT_STARTED,
    @JsonProperty("in-progress")
    IN_PROGRESS,
    @JsonProperty("done")
    DONE
}
