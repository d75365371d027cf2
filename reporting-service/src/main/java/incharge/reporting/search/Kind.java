package incharge.reporting.search;

import incharge.http.Area;
import incharge.reporting.snapshot.Category;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Employee;
import incharge.reporting.snapshot.Named;
import incharge.reporting.snapshot.Project;
import incharge.reporting.snapshot.Role;
import incharge.reporting.snapshot.Tag;
import incharge.reporting.snapshot.Team;
import java.util.Locale;

/** What can be searched, with the area that a caller must view for it. */
enum Kind {
    CUSTOMER(Area.CUSTOMERS),
    PROJECT(Area.CUSTOMERS),
    EMPLOYEE(Area.RESPONSIBILITIES),
    CATEGORY(Area.GROUPS),
    TAG(Area.GROUPS);

    private final Area area;

    Kind(Area area) {
        this.area = area;
    }

    Area area() {
        return area;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns null for what has no number. */
    static String number(Named entity) {
        return switch (entity) {
            case Customer customer -> customer.number();
            case Project project -> project.number();
            case Employee employee -> employee.externalId();
            case Role _, Team _, Category _, Tag _ -> null;
        };
    }
}
