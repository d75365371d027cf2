package incharge.responsibility.employee;

import incharge.http.Fields;
import incharge.responsibility.event.EmployeeProfile;
import java.util.UUID;

/** The fields of an employee as a client or a file gives them; those that are absent are null. */
record EmployeeFields(
        String externalId,
        String name,
        String email,
        String phone,
        String title,
        UUID teamId,
        Boolean seller,
        String sellerInfo,
        Boolean active,
        String reason) {

    static EmployeeFields of(EmployeeProfile profile) {
        return new EmployeeFields(
                profile.externalId(),
                profile.name(),
                profile.email(),
                profile.phone(),
                profile.title(),
                profile.teamId(),
                profile.seller(),
                profile.sellerInfo(),
                profile.active(),
                null);
    }

    /** Returns the fields in their normal form. Reports those that break a rule to {@code fields}. */
    EmployeeFields checked(boolean nameRequired, Fields fields) {
        return new EmployeeFields(
                fields.text("externalId", externalId, Fields.NAME),
                nameRequired ? fields.name("name", name) : fields.text("name", name, Fields.NAME),
                fields.email("email", email),
                fields.phone("phone", phone),
                fields.text("title", title, Fields.NAME),
                teamId,
                seller,
                fields.text("sellerInfo", sellerInfo, Fields.NAME),
                active,
                reason);
    }

    /** Returns the profile with these fields; a field that is absent stays as it was before. */
    EmployeeProfile onto(EmployeeProfile before) {
        return new EmployeeProfile(
                or(externalId, before.externalId()),
                or(name, before.name()),
                or(email, before.email()),
                or(phone, before.phone()),
                or(title, before.title()),
                or(teamId, before.teamId()),
                or(seller, before.seller()),
                or(sellerInfo, before.sellerInfo()),
                or(active, before.active()));
    }

    private static <T> T or(T given, T before) {
        return given == null ? before : given;
    }
}
