package incharge.http;

/** A level of an area that a request requires; its text is that of the contract: {@code customers:edit}. */
public record RequiredLevel(Area area, Level level) {
    public static RequiredLevel view(Area area) {
        return new RequiredLevel(area, Level.VIEW);
    }

    public static RequiredLevel edit(Area area) {
        return new RequiredLevel(area, Level.EDIT);
    }

    public static RequiredLevel admin(Area area) {
        return new RequiredLevel(area, Level.ADMIN);
    }

    /** Returns a text for people: {@code edit of customers}. */
    public String sentence() {
        return level.claim() + " of " + area.claim();
    }

    @Override
    public String toString() {
        return area.claim() + ':' + level.claim();
    }
}
