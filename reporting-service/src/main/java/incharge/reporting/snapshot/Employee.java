package incharge.reporting.snapshot;

import incharge.http.Folding;
import incharge.reporting.versions.Content;
import java.util.UUID;

/**
 * An employee.
 *
 * @param text name, {@code externalId} and e-mail address, as those of a customer
 * @param team slot of the team, which may be deleted; -1 for none
 * @param active false for an employee who is deleted
 */
public record Employee(int slot, String text, int team, boolean active, Content.Employee content) implements Named {

    static Employee of(int slot, int team, Content.Employee content) {
        String text = Folding.fold(content.name())
                + '\n'
                + Folding.fold(content.externalId())
                + '\n'
                + Folding.fold(content.email());
        return new Employee(slot, text, team, content.active(), content.shown());
    }

    Employee deleted() {
        return new Employee(slot, text, team, false, content);
    }

    @Override
    public UUID id() {
        return content.id();
    }

    @Override
    public String name() {
        return content.name();
    }

    public String externalId() {
        return content.externalId();
    }

    public String email() {
        return content.email();
    }

    public String phone() {
        return content.phone();
    }

    public String title() {
        return content.title();
    }

    public boolean seller() {
        return content.seller();
    }

    public String sellerInfo() {
        return content.sellerInfo();
    }
}
