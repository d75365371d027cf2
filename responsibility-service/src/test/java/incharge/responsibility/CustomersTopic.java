package incharge.responsibility;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.feed.testing.Topic;
import java.util.UUID;

/** Tells what customer-service would tell. */
final class CustomersTopic {

    static final String TOPIC = "incharge.customers";

    private final Topic topic = new Topic(TOPIC);

    /** A new customer. */
    UUID customer(String number) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        topic.tell("CustomerRegistered", id, """
                {"customerId":"%s","number":"%s","name":"Langworth"}""".formatted(id, number));
        return id;
    }

    /** A new project; {@code assignee} is asked for unless null. */
    UUID project(UUID customer, String number, UUID assignee) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        String asked = assignee == null ? "" : ",\"requestedEmployeeId\":\"" + assignee + '"';
        topic.tell("ProjectOpened", id, """
                {"projectId":"%s","customerId":"%s","number":"%s","name":"Audit","status":"open"%s}""".formatted(id, customer, number, asked));
        return id;
    }

    void archive(UUID customer) {
        topic.tell("CustomerArchived", customer, "{\"customerId\":\"" + customer + "\"}");
    }

    void askAssignee(UUID customer, UUID project, UUID employee) {
        topic.tell("ProjectAssigneeRequested", project, """
                {"projectId":"%s","customerId":"%s","employeeId":"%s"}""".formatted(project, customer, employee));
    }

    /** The position of the last event told. */
    long position() {
        return topic.position();
    }
}
