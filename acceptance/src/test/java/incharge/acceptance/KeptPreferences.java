package incharge.acceptance;

import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The choices of a person as they were, such as language and theme; closing puts them back. */
record KeptPreferences(Api person, JsonNode before) implements AutoCloseable {

    private static final String PATH = "/api/session/preferences";

    static KeptPreferences of(Api person) {
        return new KeptPreferences(person, now(person));
    }

    private static JsonNode now(Api person) {
        return person.get(PATH).expect(200).json();
    }

    /** What was absent is taken away by null. */
    @Override
    public void close() {
        Set<String> names = new TreeSet<>(now(person).propertyNames());
        names.addAll(before.propertyNames());
        var patch = new TreeMap<String, Object>();
        names.forEach(name -> patch.put(name, before.get(name)));
        person.patch(PATH, Workspace.json(patch)).expect(200);
    }
}
