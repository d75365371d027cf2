package incharge.benchmarks;

import static incharge.benchmarks.InventedCompany.category;
import static incharge.benchmarks.InventedCompany.mixed;
import static incharge.benchmarks.InventedCompany.role;
import static incharge.benchmarks.InventedCompany.tag;
import static incharge.benchmarks.InventedCompany.team;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;

/** Pages of the matrix with another filter at each request. */
final class GrowthPages {
    private GrowthPages() {}

    /** Returns, by what the filter is, the paths of its requests by their number. */
    static Map<String, LongFunction<String>> of(InventedCompany company) {
        var pages = new LinkedHashMap<String, LongFunction<String>>();
        pages.put(
                "tag and employee",
                number -> "&tag=" + tag(mixed(number)) + "&employee=" + company.employee(mixed(2 * number)));
        pages.put("category and two tags", GrowthPages::categoryAndTags);
        pages.put("teams", GrowthPages::teams);
        pages.put(
                "role and employee",
                number -> "&customerRole=" + role(mixed(number)) + "&employee=" + company.employee(mixed(2 * number)));
        pages.put("words found", number -> "&q=" + query(company.name(mixed(number))));
        pages.put("word not found", number -> "&q=q" + Long.toString(mixed(number), 36) + "x");
        pages.put("begin of a name or number", number -> "&q=" + query(begin(company, number)));
        pages.replaceAll((_, page) -> number -> "/api/matrix?limit=50" + page.apply(number));
        return pages;
    }

    private static String categoryAndTags(long number) {
        int filter = mixed(number);
        int first = filter / InventedCompany.CATEGORIES;
        int second = first + 1 + filter / 1_000 % (InventedCompany.TAGS - 1);
        return "&category=" + category(filter) + "&tag=" + tag(first) + "&tag=" + tag(second);
    }

    /** Any of the teams, at least one. */
    private static String teams(long number) {
        int chosen = 1 + mixed(number) % ((1 << InventedCompany.TEAMS) - 1);
        var filter = new StringBuilder();
        for (int i = 0; i < InventedCompany.TEAMS; i++) {
            if ((chosen >> i & 1) == 1) {
                filter.append("&team=").append(team(i));
            }
        }
        return filter.toString();
    }

    /** The first seven digits of a number, or a name up to the second letter of its second word. */
    private static String begin(InventedCompany company, long number) {
        int customer = mixed(number);
        String name = company.name(customer);
        return number % 2 == 0 ? company.number(customer).substring(0, 7) : name.substring(0, name.indexOf(' ') + 3);
    }

    private static String query(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
