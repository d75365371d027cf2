package incharge.reporting.overview;

import incharge.http.Caller;
import incharge.http.Paging;
import incharge.http.Rejected;
import incharge.reporting.answers.Answer;
import incharge.reporting.answers.CustomerFilter;
import incharge.reporting.answers.Download;
import incharge.reporting.answers.Moment;
import incharge.reporting.answers.Moments;
import incharge.reporting.answers.RowParameters;
import incharge.reporting.overview.Overview.Order;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
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
            String q,
            List<UUID> customer,
            List<String> category,
            List<UUID> tag,
            Boolean archived,
            Order sort,
            Instant asOf,
            LocalDate on) {

        CustomerFilter filter() {
            return RowParameters.filter(customer, category, tag, q, archived);
        }
    }

    @GetMapping("/api/customers")
    ResponseEntity<byte[]> customers(Parameters asked, Paging paging, Caller caller) {
        return page(moments.of(caller, asked.asOf()), asked, asked.filter(), paging);
    }

    @GetMapping({"/api/customers.xlsx", "/api/customers.csv"})
    void customersFile(Parameters asked, Caller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        file(moments.of(caller, asked.asOf()), asked, asked.filter(), request, response);
    }

    @GetMapping("/api/categories/{id}/customers")
    ResponseEntity<byte[]> ofCategory(@PathVariable UUID id, Parameters asked, Paging paging, Caller caller) {
        var moment = moments.of(caller, asked.asOf());
        return page(moment, asked, inCategory(moment, id, asked.filter()), paging);
    }

    @GetMapping({"/api/categories/{id}/customers.xlsx", "/api/categories/{id}/customers.csv"})
    void ofCategoryFile(
            @PathVariable UUID id,
            Parameters asked,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var moment = moments.of(caller, asked.asOf());
        file(moment, asked, inCategory(moment, id, asked.filter()), request, response);
    }

    @GetMapping("/api/tags/{id}/customers")
    ResponseEntity<byte[]> ofTag(@PathVariable UUID id, Parameters asked, Paging paging, Caller caller) {
        var moment = moments.of(caller, asked.asOf());
        return page(moment, asked, withTag(moment, id, asked.filter()), paging);
    }

    @GetMapping({"/api/tags/{id}/customers.xlsx", "/api/tags/{id}/customers.csv"})
    void ofTagFile(
            @PathVariable UUID id,
            Parameters asked,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var moment = moments.of(caller, asked.asOf());
        file(moment, asked, withTag(moment, id, asked.filter()), request, response);
    }

    private static CustomerFilter inCategory(Moment moment, UUID id, CustomerFilter filter) {
        if (moment.snapshot().categories().find(id) == null) {
            throw Rejected.notFound();
        }
        return new CustomerFilter(
                filter.customers(), Set.of(id), false, filter.tags(), filter.search(), filter.archived());
    }

    private static CustomerFilter withTag(Moment moment, UUID id, CustomerFilter filter) {
        if (moment.snapshot().tags().find(id) == null) {
            throw Rejected.notFound();
        }
        return new CustomerFilter(
                filter.customers(),
                filter.categories(),
                filter.uncategorised(),
                Set.of(id),
                filter.search(),
                filter.archived());
    }

    private static ResponseEntity<byte[]> page(Moment moment, Parameters asked, CustomerFilter filter, Paging paging) {
        var overview = overview(moment, asked, filter);
        var page = overview.page(paging.limit(), Answer.after(paging));
        return Answer.page(moment, paging, page, overview.customers().size(), Overview::write);
    }

    private void file(
            Moment moment,
            Parameters asked,
            CustomerFilter filter,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var overview = overview(moment, asked, filter);
        var download = new Download(request, response, moments.zone());
        var language = download.language();
        var yes = language.text("yes");
        var no = language.text("no");
        download.write(moment.snapshot(), "customers", language.headers(Overview.HEADERS), table -> {
            for (var customer : overview.customers()) {
                table.row(overview.row(customer, moments.zone(), yes, no));
            }
        });
    }

    private static Overview overview(Moment moment, Parameters asked, CustomerFilter filter) {
        return Overview.of(moment, filter, asked.sort() == null ? Order.NAME : asked.sort());
    }
}
