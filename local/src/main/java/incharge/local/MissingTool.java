package incharge.local;

/** Something that InCharge needs is not on this machine; the message names what to install. */
final class MissingTool extends RuntimeException {
    static final String MONGOD = "Or install MongoDB 6.0 or newer (https://www.mongodb.com/docs/manual/installation/)"
            + " so that mongod is on the PATH, or name a replica set in INCHARGE_MONGODB_URI.";

    MissingTool(String message) {
        super(message);
    }
}
