package incharge.customer.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;

/** The plan of a project. A decided project has a name and a status; all else may be null. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Plan(String name, String status, LocalDate start, LocalDate end, Money amount) {

    public Plan withName(String newName) {
        return new Plan(newName, status, start, end, amount);
    }

    public Plan withStatus(String newStatus) {
        return new Plan(name, newStatus, start, end, amount);
    }

    /** Takes from {@code other} what is null here. */
    public Plan orElse(Plan other) {
        return new Plan(
                name == null ? other.name : name,
                status == null ? other.status : status,
                start == null ? other.start : start,
                end == null ? other.end : end,
                amount == null ? other.amount : amount);
    }
}
