package incharge.reporting.snapshot;

/** The entities of a snapshot by kind. */
record Tables(
        Table<Customer> customers,
        Table<Project> projects,
        Table<Employee> employees,
        Table<Role> roles,
        Table<Team> teams,
        Table<Category> categories,
        Table<Tag> tags) {

    static Tables empty() {
        return new Tables(
                Table.empty(),
                Table.empty(),
                Table.empty(),
                Table.empty(),
                Table.empty(),
                Table.empty(),
                Table.empty());
    }
}
