package incharge.responsibility.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.eventstore.decider.Personal;
import java.util.UUID;

/**
 * What is recorded about an employee; only {@code name} is never null, but for an employee who is erased.
 *
 * @param teamId may be the id of a team that was deleted since: then the employee has no team
 * @param active false: the employee gets no new responsibilities
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EmployeeProfile(
        String externalId,
        @Personal String name,
        @Personal String email,
        @Personal String phone,
        @Personal String title,
        UUID teamId,
        boolean seller,
        @Personal String sellerInfo,
        boolean active) {

    /** The profile of a new employee before any field is given. */
    public static final EmployeeProfile BLANK =
            new EmployeeProfile(null, null, null, null, null, null, false, null, true);

    public EmployeeProfile withExternalId(String otherExternalId) {
        return new EmployeeProfile(otherExternalId, name, email, phone, title, teamId, seller, sellerInfo, active);
    }

    public EmployeeProfile withTeamId(UUID otherTeamId) {
        return new EmployeeProfile(externalId, name, email, phone, title, otherTeamId, seller, sellerInfo, active);
    }

    /** Returns the profile without the texts about the employee. */
    public EmployeeProfile erased() {
        return new EmployeeProfile(externalId, null, null, null, null, teamId, seller, null, active);
    }
}
