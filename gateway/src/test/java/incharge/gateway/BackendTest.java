package incharge.gateway;

import static incharge.gateway.Backend.CUSTOMERS;
import static incharge.gateway.Backend.GROUPINGS;
import static incharge.gateway.Backend.REPORTING;
import static incharge.gateway.Backend.RESPONSIBILITIES;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackendTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/customers",
                "/api/customers.xlsx",
                "/api/customers.csv",
                "/api/projects",
                "/api/employees",
                "/api/teams",
                "/api/roles",
                "/api/categories",
                "/api/tags",
                "/api/categories/1/customers",
                "/api/categories/1/customers.xlsx",
                "/api/tags/1/customers",
                "/api/tags/1/customers.csv",
                "/api/customers/1/card",
                "/api/customers/1/addresses",
                "/api/customers/1/contacts",
                "/api/customers/1/projects",
                "/api/projects/1/notes",
                "/api/sales-cases/1/activities",
                "/api/contacts",
                "/api/contacts.xlsx",
                "/api/custom-fields",
                "/api/activities",
                "/api/sales-cases.csv",
                "/api/matrix",
                "/api/assignees",
                "/api/assignees.xlsx",
                "/api/assignees.csv",
                "/api/history",
                "/api/history.csv",
                "/api/changes",
                "/api/matrix.xlsx",
                "/api/matrix.csv",
                "/api/search",
                "/api/erasures",
                "/api/groupings",
                "/api/groupings.xlsx",
                "/api/responsibilities/batches",
                "/api/me/activities",
                "/api/me/responsibilities",
                "/api/health/verification"
            })
    void every_list_is_read_from_reporting(String path) {
        assertThat(Backend.of("GET", path)).contains(REPORTING);
        assertThat(Backend.of("HEAD", path)).contains(REPORTING);
    }

    @Test
    void a_single_resource_and_every_command_belong_to_who_decides() {
        assertThat(Backend.of("POST", "/api/customers")).contains(CUSTOMERS);
        assertThat(Backend.of("GET", "/api/customers/1")).contains(CUSTOMERS);
        assertThat(Backend.of("POST", "/api/customers/1/archive")).contains(CUSTOMERS);
        assertThat(Backend.of("POST", "/api/customers/imports")).contains(CUSTOMERS);
        assertThat(Backend.of("GET", "/api/customers/imports/1/rows")).contains(CUSTOMERS);
        assertThat(Backend.of("POST", "/api/customers/1/contacts")).contains(CUSTOMERS);
        assertThat(Backend.of("POST", "/api/customers/1/projects")).contains(CUSTOMERS);
        assertThat(Backend.of("GET", "/api/customers/1/registry")).contains(CUSTOMERS);
        assertThat(Backend.of("GET", "/api/customers/1/addresses/2")).contains(CUSTOMERS);
        assertThat(Backend.of("GET", "/api/notes/1")).contains(CUSTOMERS);
        assertThat(Backend.of("GET", "/api/files/1/content")).contains(CUSTOMERS);
        assertThat(Backend.of("POST", "/api/activities/batches/1/undo")).contains(CUSTOMERS);
        assertThat(Backend.of("POST", "/api/custom-fields")).contains(CUSTOMERS);
        assertThat(Backend.of("GET", "/api/custom-fields/1")).contains(CUSTOMERS);
        assertThat(Backend.of("PATCH", "/api/projects/1")).contains(CUSTOMERS);
        assertThat(Backend.of("POST", "/api/employees")).contains(RESPONSIBILITIES);
        assertThat(Backend.of("DELETE", "/api/teams/1")).contains(RESPONSIBILITIES);
        assertThat(Backend.of("GET", "/api/roles/1")).contains(RESPONSIBILITIES);
        assertThat(Backend.of("POST", "/api/responsibilities")).contains(RESPONSIBILITIES);
        assertThat(Backend.of("GET", "/api/responsibilities/imports/1")).contains(RESPONSIBILITIES);
        assertThat(Backend.of("PUT", "/api/categories/1")).contains(GROUPINGS);
        assertThat(Backend.of("POST", "/api/categories/1/customers")).contains(GROUPINGS);
        assertThat(Backend.of("GET", "/api/tags/1")).contains(GROUPINGS);
        assertThat(Backend.of("GET", "/api/customers/next-number")).contains(CUSTOMERS);
        assertThat(Backend.of("GET", "/api/customers/imports/1/rows.xlsx")).contains(CUSTOMERS);
        assertThat(Backend.of("GET", "/api/employees/imports/1/rows.csv")).contains(RESPONSIBILITIES);
        assertThat(Backend.of("POST", "/api/responsibilities/batches/1/undo")).contains(RESPONSIBILITIES);
        assertThat(Backend.of("GET", "/api/settings")).contains(GROUPINGS);
        assertThat(Backend.of("PATCH", "/api/settings")).contains(GROUPINGS);
        assertThat(Backend.of("GET", "/api/accounts")).contains(GROUPINGS);
        assertThat(Backend.of("DELETE", "/api/accounts/1")).contains(GROUPINGS);
        assertThat(Backend.of("GET", "/api/categories/proposal")).contains(GROUPINGS);
        assertThat(Backend.of("POST", "/api/categories/1/restore")).contains(GROUPINGS);
        assertThat(Backend.of("POST", "/api/groupings/batches/1/undo")).contains(GROUPINGS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api",
                "/api/",
                "/api/session",
                "/api/nothing",
                "/api/customers.pdf",
                "/api/me",
                "/api/me.csv/responsibilities",
                "/api/search/1",
                "/api/settings.csv",
                "/api/imports",
                "/api/views",
                "/api/session/preferences",
                "/api/matrix/1",
                "/api/customers.xlsx/1",
                "/other/customers",
                "x/api/customers"
            })
    void nobody_answers_what_is_not_in_the_contract(String path) {
        assertThat(Backend.of("GET", path)).isEmpty();
    }
}
