package incharge.acceptance;

import java.util.HashMap;
import java.util.Map;

/** Customers, two employees and a role of one test class. Their names hold a word that nobody else uses. */
final class MatrixRows {

    private static final String RESPONSIBILITIES = "/api/responsibilities";

    private final Api admin;
    private final String word = PageTest.unique();
    private final Map<String, String> ids = new HashMap<>();

    final String anna = "Anna " + word;
    final String bengt = "Bengt " + word;
    final String keeper = "Keeper " + word;

    MatrixRows(Api admin) {
        this.admin = admin;
        create("/api/employees", anna, "");
        create("/api/employees", bengt, "");
        create("/api/roles", keeper, ",\"kind\":\"customer\"");
    }

    String id(String name) {
        return ids.get(name);
    }

    /** Creates a customer and waits until the matrix shows it. */
    String customer(String name) {
        return customer(name, "");
    }

    /** @param fields further fields, each with a comma before it */
    String customer(String name, String fields) {
        return create("/api/customers", name + " " + word, fields);
    }

    String project(String name, String customer) {
        return create("/api/projects", name + " " + word, ",\"customerId\":\"" + id(customer) + "\"");
    }

    /** Creates a category whose customers only another seller may see. */
    String hiddenCategory() {
        create("/api/employees", "Seller " + word, ",\"seller\":true");
        String category = "Hidden " + word;
        create("/api/categories", category, ",\"sellerIds\":[\"" + id("Seller " + word) + "\"]");
        return id(category);
    }

    private String create(String path, String name, String fields) {
        ids.put(name, PageTest.created(admin, path, "{\"name\":\"" + name + "\"" + fields + "}"));
        return name;
    }

    /** The address of the page with the rows of this class and its two employees. */
    String address() {
        return address("");
    }

    /** @param more further parameters, each with an ampersand before it */
    String address(String more) {
        return "/customers/responsibilities?q=" + word + "&employee=" + id(anna) + "&employee=" + id(bengt) + more;
    }

    /** Assigns somebody through the API, as another person does. */
    void assign(Api api, String customer, String employee, String fields) {
        change(api, "assign", customer, employee, fields);
    }

    /** Gives the only responsibility of a cell a last day. */
    void end(Api api, String customer, String employee, String day) {
        change(api, "change", customer, employee, ",\"to\":\"" + day + "\"");
    }

    void remove(Api api, String customer, String employee) {
        change(api, "remove", customer, employee, "");
    }

    private void change(Api api, String action, String customer, String employee, String fields) {
        String change = """
                {"changes":[{"action":"%s","subject":{"type":"customer","id":"%s"},"employeeId":"%s"%s}]}""".formatted(action, id(customer), id(employee), fields);
        api.post(RESPONSIBILITIES, change).expect(200);
    }
}
