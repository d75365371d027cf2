package incharge.reporting.snapshot;

import incharge.reporting.versions.Content;
import java.util.UUID;

/** @param team slot of the team, which may be deleted; -1 for none */
public record Employee(
        int slot,
        UUID id,
        String text,
        String externalId,
        String name,
        String email,
        String phone,
        String title,
        int team,
        boolean seller,
        String sellerInfo,
        boolean active)
        implements Named {

    static Employee of(int slot, int team, Content.Employee content) {
        return new Employee(
                slot,
                content.id(),
                Folding.fold(content.name()),
                content.externalId(),
                content.name(),
                content.email(),
                content.phone(),
                content.title(),
                team,
                content.seller(),
                content.sellerInfo(),
                content.active());
    }

    /** Who is deleted answers for nobody any more. */
    Employee left() {
        return new Employee(slot, id, text, externalId, name, email, phone, title, team, seller, sellerInfo, false);
    }
}
