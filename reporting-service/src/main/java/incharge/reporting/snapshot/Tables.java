package incharge.reporting.snapshot;

import incharge.reporting.versions.Content;

/** The entities of a snapshot by kind, and the settings of the workspace. */
record Tables(
        Table<Customer> customers,
        Table<Project> projects,
        Table<Employee> employees,
        Table<Role> roles,
        Table<Team> teams,
        Table<Category> categories,
        Table<Tag> tags,
        Content.Settings settings) {

    static Tables empty() {
        return new Tables(
                Table.empty(),
                Table.empty(),
                Table.empty(),
                Table.empty(),
                Table.empty(),
                Table.empty(),
                Table.empty(),
                Content.Settings.DEFAULT);
    }
}
