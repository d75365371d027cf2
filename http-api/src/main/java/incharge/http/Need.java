package incharge.http;

/** A level of an area that something asks of its caller; written as in the contract: {@code customers:edit}. */
public record Need(Area area, Level level) {
    public static Need view(Area area) {
        return new Need(area, Level.VIEW);
    }

    public static Need edit(Area area) {
        return new Need(area, Level.EDIT);
    }

    public static Need admin(Area area) {
        return new Need(area, Level.ADMIN);
    }

    /** For people: {@code edit of customers}. */
    public String sentence() {
        return level.claim() + " of " + area.claim();
    }

    @Override
    public String toString() {
        return area.claim() + ':' + level.claim();
    }
}
