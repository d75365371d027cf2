package incharge.customer.link;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import incharge.customer.card.ThingView;
import incharge.customer.card.ThingViews;
import incharge.customer.event.Place;
import incharge.eventstore.http.Origins;
import incharge.http.Area;
import incharge.http.Fields;
import incharge.http.Level;
import incharge.http.Reason;
import incharge.http.RequiresLevel;
import incharge.visibility.CallerVisibility;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** One link over HTTP; lists come from reporting-service. */
@RequiresLevel(area = Area.CUSTOMERS, level = Level.EDIT)
@RestController
class LinkController {

    /** A link's own fields as a client writes them. */
    record LinkFields(String url, String name, String reason) {

        Link check() {
            var fields = new Fields();
            var link = new Link(LinkUrl.checked(url, fields), fields.text("name", name, Fields.NAME));
            fields.check();
            return link;
        }
    }

    /** A link beneath a customer, which may be one of a project of the customer. */
    record NewLink(@JsonUnwrapped LinkFields fields, UUID projectId) {}

    /** {@code erased} is true, and the texts are missing, where the person that they are about is erased. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LinkView(@JsonInclude String url, String name, Boolean erased) {

        static LinkView of(Link link) {
            return new LinkView(link.url(), link.name(), link.url() == null ? true : null);
        }
    }

    private final ThingViews<Link, LinkView> links;

    LinkController(ThingViews.Desk desk) {
        this.links = new ThingViews<>(desk, Link.KIND, "/api/links", LinkView::of);
    }

    @PostMapping("/api/customers/{id}/links")
    ResponseEntity<ThingView<LinkView>> addToCustomer(
            @PathVariable UUID id, @RequestBody NewLink body, Origins origins, CallerVisibility visibility) {
        Place place = links.places().beneathCustomer(id, body.projectId(), visibility);
        return links.add(place, body.fields().check(), body.fields().reason(), origins, visibility);
    }

    @PostMapping("/api/projects/{id}/links")
    ResponseEntity<ThingView<LinkView>> addToProject(
            @PathVariable UUID id, @RequestBody LinkFields body, Origins origins, CallerVisibility visibility) {
        Place place = links.places().beneathProject(id, visibility);
        return links.add(place, body.check(), body.reason(), origins, visibility);
    }

    @RequiresLevel(area = Area.CUSTOMERS)
    @GetMapping("/api/links/{id}")
    ResponseEntity<ThingView<LinkView>> get(@PathVariable UUID id, CallerVisibility visibility) {
        return links.get(id, visibility);
    }

    @DeleteMapping("/api/links/{id}")
    ResponseEntity<Void> remove(
            @PathVariable UUID id,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility visibility) {
        return links.remove(id, reason, origins, visibility);
    }
}
