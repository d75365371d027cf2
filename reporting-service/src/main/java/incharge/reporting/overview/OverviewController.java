package incharge.reporting.overview;

import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.Paging;
import incharge.http.ProblemException;
import incharge.http.RequiresLevel;
import incharge.reporting.answers.Answer;
import incharge.reporting.answers.CustomerFilter;
import incharge.reporting.answers.Download;
import incharge.reporting.answers.Moment;
import incharge.reporting.answers.Moments;
import incharge.reporting.answers.RowParameters;
import incharge.reporting.overview.Overview.Order;
import incharge.reporting.snapshot.Customer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/customers} and the customers of a category or a tag, as JSON and as a file. */
@RestController
class OverviewController {

    private final Moments moments;

    OverviewController(Moments moments) {
        this.moments = moments;
    }

    /** @param on taken as every view takes it; nothing here depends on a day */
    record Parameters(
            List<String> q,
            List<UUID> customer,
            List<String> category,
            List<UUID> tag,
            List<Boolean> archived,
            Order sort,
            Instant asOf,
            LocalDate on) {

        CustomerFilter filter() {
            return RowParameters.filter(customer, category, tag, q, archived);
        }
    }

    /** As {@link Parameters}; the category is that of the path. */
    record OfCategory(
            List<String> q,
            List<UUID> customer,
            List<UUID> tag,
            List<Boolean> archived,
            Order sort,
            Instant asOf,
            LocalDate on) {

        CustomerFilter filter(UUID category) {
            return RowParameters.filter(customer, List.of(category.toString()), tag, q, archived);
        }
    }

    /** As {@link Parameters}; the tag is that of the path. */
    record WithTag(
            List<String> q,
            List<UUID> customer,
            List<String> category,
            List<Boolean> archived,
            Order sort,
            Instant asOf,
            LocalDate on) {

        CustomerFilter filter(UUID tag) {
            return RowParameters.filter(customer, category, List.of(tag), q, archived);
        }
    }

    @RequiresLevel(area = Area.CUSTOMERS)
    @GetMapping("/api/customers")
    ResponseEntity<byte[]> customers(Parameters asked, Paging paging, Caller caller) {
        return page(moments.of(caller, asked.asOf()), asked.sort(), asked.filter(), paging);
    }

    @RequiresLevel(area = Area.CUSTOMERS)
    @RequiresLevel(area = Area.REPORTS)
    @GetMapping({"/api/customers.xlsx", "/api/customers.csv"})
    void customersFile(Parameters asked, Caller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var download = new Download(request, response, moments, caller);
        file(download, moments.of(caller, asked.asOf()), asked.sort(), asked.filter());
    }

    @RequiresLevel(area = Area.GROUPS)
    @GetMapping("/api/categories/{id}/customers")
    ResponseEntity<byte[]> ofCategory(@PathVariable UUID id, OfCategory asked, Paging paging, Caller caller) {
        var moment = category(id, caller, asked.asOf());
        return page(moment, asked.sort(), asked.filter(id), paging);
    }

    @RequiresLevel(area = Area.GROUPS)
    @RequiresLevel(area = Area.REPORTS)
    @GetMapping({"/api/categories/{id}/customers.xlsx", "/api/categories/{id}/customers.csv"})
    void ofCategoryFile(
            @PathVariable UUID id,
            OfCategory asked,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var moment = category(id, caller, asked.asOf());
        file(new Download(request, response, moments, caller), moment, asked.sort(), asked.filter(id));
    }

    @RequiresLevel(area = Area.GROUPS)
    @GetMapping("/api/tags/{id}/customers")
    ResponseEntity<byte[]> withTag(@PathVariable UUID id, WithTag asked, Paging paging, Caller caller) {
        var moment = tag(id, caller, asked.asOf());
        return page(moment, asked.sort(), asked.filter(id), paging);
    }

    @RequiresLevel(area = Area.GROUPS)
    @RequiresLevel(area = Area.REPORTS)
    @GetMapping({"/api/tags/{id}/customers.xlsx", "/api/tags/{id}/customers.csv"})
    void withTagFile(
            @PathVariable UUID id,
            WithTag asked,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var moment = tag(id, caller, asked.asOf());
        file(new Download(request, response, moments, caller), moment, asked.sort(), asked.filter(id));
    }

    /** The moment, if it knows that category. */
    private Moment category(UUID id, Caller caller, Instant asOf) {
        var moment = moments.of(caller, asOf);
        if (moment.snapshot().categories().find(id) == null) {
            throw ProblemException.notFound();
        }
        return moment;
    }

    /** The moment, if it knows that tag. */
    private Moment tag(UUID id, Caller caller, Instant asOf) {
        var moment = moments.of(caller, asOf);
        if (moment.snapshot().tags().find(id) == null) {
            throw ProblemException.notFound();
        }
        return moment;
    }

    private static ResponseEntity<byte[]> page(Moment moment, Order order, CustomerFilter filter, Paging paging) {
        var overview = overview(moment, order, filter);
        var page = overview.page(paging.limit(), Answer.after(paging));
        return Answer.page(moment, paging, page, overview.customers().size(), Overview::write);
    }

    private void file(Download download, Moment moment, Order order, CustomerFilter filter) throws IOException {
        var overview = overview(moment, order, filter);
        var language = download.language();
        var yes = language.text("yes");
        var no = language.text("no");
        download.write(
                moment.snapshot(),
                "customers",
                language.headers(Overview.HEADERS),
                overview.customers(),
                Customer::id,
                customer -> overview.row(customer, moments.zone(), yes, no));
    }

    private static Overview overview(Moment moment, Order order, CustomerFilter filter) {
        return Overview.of(moment, filter, order == null ? Order.NAME : order);
    }
}
