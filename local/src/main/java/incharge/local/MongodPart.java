package incharge.local;

import java.util.concurrent.atomic.AtomicLong;

/** mongod as a part. */
record MongodPart(RealMongo mongo, AtomicLong primary) implements Part {
    MongodPart(RealMongo mongo) {
        this(mongo, new AtomicLong());
    }

    @Override
    public String name() {
        return "mongod";
    }

    @Override
    public PartProcess launch() {
        return mongo.launch();
    }

    @Override
    public void settle() {
        mongo.awaitPrimary();
        primary.set(mongo.pid());
    }

    @Override
    public boolean ready() {
        return primary.get() == mongo.pid();
    }
}
