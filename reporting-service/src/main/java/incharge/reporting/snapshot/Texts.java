package incharge.reporting.snapshot;

/** The texts in which a search finds customers and projects. */
record Texts(TextIndex customers, TextIndex projects) {

    static Texts of(Tables tables) {
        return new Texts(TextIndex.of(tables.customers()), TextIndex.of(tables.projects()));
    }
}
