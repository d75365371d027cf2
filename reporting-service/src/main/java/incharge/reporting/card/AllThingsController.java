package incharge.reporting.card;

import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.Paging;
import incharge.http.RequiresLevel;
import incharge.reporting.answers.AsOf;
import incharge.reporting.answers.Download;
import incharge.reporting.answers.Language;
import incharge.reporting.answers.SnapshotView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET} of the things of all customers, as JSON and as files. */
@RestController
class AllThingsController {

    private final AsOf asOf;
    private final ThingListViews lists;
    private final ThingFiles files;

    AllThingsController(AsOf asOf, ThingListViews lists, ThingFiles files) {
        this.asOf = asOf;
        this.lists = lists;
        this.files = files;
    }

    private static ThingScope all(SnapshotView view, Parameters.OfAll parameters, Caller caller) {
        return ThingScope.of(view, parameters.customers(caller));
    }

    @RequiresLevel(area = Area.CUSTOMERS)
    @GetMapping("/api/contacts")
    ResponseEntity<byte[]> contacts(
            Parameters.OfAll parameters, ContactOptions options, Paging paging, Language language, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        ThingScope scope = all(view, parameters, caller);
        return lists.contacts(view, scope, parameters.things(), options, paging, language);
    }

    @RequiresLevel(area = Area.CUSTOMERS)
    @RequiresLevel(area = Area.REPORTS)
    @GetMapping({"/api/contacts.xlsx", "/api/contacts.csv"})
    void contactsFile(
            Parameters.OfAll parameters,
            ContactOptions options,
            Download.Options file,
            Language language,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        ThingQuery query = lists.contactsQuery(all(view, parameters, caller), parameters.things(), options);
        files.contacts(view, query, new Download(request, response, file, language, asOf.zone()));
    }

    @RequiresLevel(area = Area.CUSTOMERS)
    @GetMapping("/api/activities")
    ResponseEntity<byte[]> activities(
            Parameters.OfAll parameters, ActivityOptions options, Paging paging, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        return lists.activities(view, all(view, parameters, caller), parameters.things(), options, paging);
    }

    @RequiresLevel(area = Area.CUSTOMERS)
    @RequiresLevel(area = Area.REPORTS)
    @GetMapping({"/api/activities.xlsx", "/api/activities.csv"})
    void activitiesFile(
            Parameters.OfAll parameters,
            ActivityOptions options,
            Download.Options file,
            Language language,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        ThingQuery query = lists.activitiesQuery(
                all(view, parameters, caller), parameters.things(), options, asOf.time(parameters.asOf()));
        files.activities(view, query, new Download(request, response, file, language, asOf.zone()));
    }

    @RequiresLevel(area = Area.CUSTOMERS)
    @GetMapping("/api/sales-cases")
    ResponseEntity<byte[]> salesCases(
            Parameters.OfAll parameters, SalesCaseOptions options, Paging paging, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        return lists.salesCases(view, all(view, parameters, caller), parameters.things(), options, paging);
    }

    @RequiresLevel(area = Area.CUSTOMERS)
    @RequiresLevel(area = Area.REPORTS)
    @GetMapping({"/api/sales-cases.xlsx", "/api/sales-cases.csv"})
    void salesCasesFile(
            Parameters.OfAll parameters,
            SalesCaseOptions options,
            Download.Options file,
            Language language,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        ThingQuery query = lists.salesCasesQuery(all(view, parameters, caller), parameters.things(), options);
        files.salesCases(view, query, new Download(request, response, file, language, asOf.zone()));
    }
}
