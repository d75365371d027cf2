package incharge.responsibility;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What one can answer for; a role is for one of the two. */
public enum SubjectType {
    @JsonProperty("customer")
    CUSTOMER("customer"),
    @JsonProperty("project")
    PROJECT("project");

    private final String text;

    SubjectType(String text) {
        this.text = text;
    }

    /** As it is published. */
    String text() {
        return text;
    }
}
