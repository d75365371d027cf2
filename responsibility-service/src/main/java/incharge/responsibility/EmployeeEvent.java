package incharge.responsibility;

import incharge.responsibility.Employee.Profile;
import java.util.UUID;

/** What happens to an employee. The components are the published payload; those that one may lack are null. */
public sealed interface EmployeeEvent extends ResponsibilitiesEvent {

    UUID employeeId();

    record EmployeeAdded(
            UUID employeeId,
            String externalId,
            String name,
            String email,
            String phone,
            String title,
            UUID teamId,
            boolean seller,
            String sellerInfo,
            boolean active)
            implements EmployeeEvent {

        static EmployeeAdded of(UUID employeeId, Profile profile) {
            return new EmployeeAdded(
                    employeeId,
                    profile.externalId(),
                    profile.name(),
                    profile.email(),
                    profile.phone(),
                    profile.title(),
                    profile.teamId(),
                    profile.seller(),
                    profile.sellerInfo(),
                    profile.active());
        }

        Profile profile() {
            return new Profile(externalId, name, email, phone, title, teamId, seller, sellerInfo, active);
        }
    }

    /** Everything as it is after the change; {@code previousExternalId} only when that changed, it is free again. */
    record EmployeeChanged(
            UUID employeeId,
            String externalId,
            String name,
            String email,
            String phone,
            String title,
            UUID teamId,
            boolean seller,
            String sellerInfo,
            boolean active,
            String previousExternalId)
            implements EmployeeEvent {

        static EmployeeChanged of(UUID employeeId, Profile profile, String previousExternalId) {
            return new EmployeeChanged(
                    employeeId,
                    profile.externalId(),
                    profile.name(),
                    profile.email(),
                    profile.phone(),
                    profile.title(),
                    profile.teamId(),
                    profile.seller(),
                    profile.sellerInfo(),
                    profile.active(),
                    previousExternalId);
        }

        Profile profile() {
            return new Profile(externalId, name, email, phone, title, teamId, seller, sellerInfo, active);
        }
    }

    /** {@code externalId} is free again. */
    record EmployeeDeleted(UUID employeeId, String externalId) implements EmployeeEvent {}
}
