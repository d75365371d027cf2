package incharge.responsibility.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The kinds of subjects; a role is for one of them. */
public enum SubjectType {
    @JsonProperty("customer")
    CUSTOMER("customer"),
    @JsonProperty("project")
    PROJECT("project");

    private final String text;

    SubjectType(String text) {
        this.text = text;
    }

    /** Returns the published name. */
    public String text() {
        return text;
    }
}
