package incharge.gateway.preferences;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.gateway.page.Language;
import incharge.http.Fields;
import incharge.http.InvalidInput;
import incharge.http.StrictJson;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * What a person prefers; what is not set is null.
 *
 * @param matrixColumns how the pages show the columns of the matrix; the pages alone know its form
 * @param pinnedEmployeeIds employees whose columns stay in view
 * @param lastPages where the person was last; the pages alone know its form
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Preferences(
        Language language,
        Theme theme,
        Density density,
        JsonNode matrixColumns,
        List<UUID> pinnedEmployeeIds,
        JsonNode lastPages) {

    static final Preferences NONE = new Preferences(null, null, null, null, null, null);

    private static final int MOST_PINNED = 5;

    enum Theme {
        SYSTEM,
        LIGHT,
        DARK
    }

    enum Density {
        COMPACT,
        COMFORTABLE
    }

    static Preferences read(String json) {
        return StrictJson.MAPPER.readValue(json, Preferences.class);
    }

    String json() {
        return StrictJson.MAPPER.writeValueAsString(this);
    }

    /** Refuses values that no page writes. */
    Preferences checked() {
        if (matrixColumns != null && !matrixColumns.isContainer() && !matrixColumns.isString()) {
            throw InvalidInput.request("matrixColumns", "wrong-type", "matrixColumns is a text, a list or an object.");
        }
        if (lastPages != null && !lastPages.isContainer()) {
            throw InvalidInput.request("lastPages", "wrong-type", "lastPages is a list or an object.");
        }
        var fields = new Fields();
        if (pinnedEmployeeIds != null && pinnedEmployeeIds.size() > MOST_PINNED) {
            fields.reject("pinnedEmployeeIds", "too-many", "At most " + MOST_PINNED + " employees are pinned.");
        }
        fields.check();
        return this;
    }
}
