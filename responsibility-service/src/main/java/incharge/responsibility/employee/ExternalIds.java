package incharge.responsibility.employee;

import incharge.http.NameKey;
import incharge.responsibility.event.EmployeeEvent.EmployeeAdded;
import incharge.responsibility.event.EmployeeEvent.EmployeeChanged;
import incharge.responsibility.event.EmployeeEvent.EmployeeDeleted;
import incharge.responsibility.event.EmployeeEvent.PersonErased;
import incharge.responsibility.event.ErasureCompleted;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.ResponsibilityEvent;
import incharge.responsibility.event.RoleEvent;
import incharge.responsibility.event.TeamEvent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Collects from events who holds which external id, without a copy for each event. For one thread. */
public final class ExternalIds {

    private final Map<UUID, String> byEmployee = new HashMap<>();

    /**
     * External ids as they are written, by key and employee. A key has one holder, but for a log that was begun when
     * external ids were compared by their letters alone.
     */
    private final Map<String, Map<UUID, String>> byKey = new HashMap<>();

    /** Adds the next event. */
    public ExternalIds add(ResponsibilitiesEvent event) {
        switch (event) {
            case EmployeeAdded(var id, var profile) -> put(id, profile.externalId());
            case EmployeeChanged(var id, var profile, var _) -> put(id, profile.externalId());
            case EmployeeDeleted(var id, var _) -> put(id, null);
            case PersonErased _, TeamEvent _, RoleEvent _, ResponsibilityEvent _, ErasureCompleted _ -> {}
        }
        return this;
    }

    private void put(UUID employee, String externalId) {
        String before = externalId == null ? byEmployee.remove(employee) : byEmployee.put(employee, externalId);
        if (before != null && !before.equals(externalId)) {
            byKey.get(NameKey.of(before)).remove(employee);
        }
        if (externalId != null) {
            byKey.computeIfAbsent(NameKey.of(externalId), _ -> new LinkedHashMap<>())
                    .put(employee, externalId);
        }
    }

    /** Returns null if the external id is free; of several holders the one who writes it like this, or the first. */
    public UUID holder(String externalId) {
        Map<UUID, String> holders = byKey.getOrDefault(NameKey.of(externalId), Map.of());
        return holders.keySet().stream()
                .filter(id -> holders.get(id).equals(externalId))
                .findFirst()
                .or(() -> holders.keySet().stream().findFirst())
                .orElse(null);
    }
}
