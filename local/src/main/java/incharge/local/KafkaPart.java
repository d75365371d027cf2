package incharge.local;

/** The Kafka broker as a part. */
record KafkaPart(RealKafka kafka) implements Part {
    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public PartProcess launch() {
        return kafka.launch();
    }

    @Override
    public void settle() {
        kafka.awaitReady();
    }

    @Override
    public boolean ready() {
        return kafka.ready();
    }
}
