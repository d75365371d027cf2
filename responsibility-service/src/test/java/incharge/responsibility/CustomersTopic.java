package incharge.responsibility;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.feed.testing.Topic;
import java.util.UUID;

/** Publishes facts of customer-service. */
final class CustomersTopic {

    static final String TOPIC = "incharge.customers";

    private final Topic topic = new Topic(TOPIC);

    /** Publishes a new customer. */
    UUID customer(String number) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        topic.publish("CustomerRegistered", id, """
                {"customerId":"%s","number":"%s","name":"Langworth"}""".formatted(id, number));
        return id;
    }

    /** Publishes a new project; {@code assignee} is requested unless null. */
    UUID project(UUID customer, String number, UUID assignee) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        String requested = assignee == null ? "" : ",\"requestedEmployeeId\":\"" + assignee + '"';
        topic.publish("ProjectOpened", id, """
                {"projectId":"%s","customerId":"%s","number":"%s","name":"Audit","status":"open"%s}""".formatted(id, customer, number, requested));
        return id;
    }

    /** Publishes that a project goes from one customer to another. */
    void move(UUID project, UUID from, UUID to) {
        topic.publish("ProjectChanged", project, """
                {"projectId":"%s","customerId":"%s","number":"P","name":"Audit","previousCustomerId":"%s"}""".formatted(project, to, from));
    }

    void archive(UUID customer) {
        topic.publish("CustomerArchived", customer, "{\"customerId\":\"" + customer + "\"}");
    }

    /** Publishes that the import which made the customer is undone. */
    void withdraw(UUID customer, String number) {
        topic.publish("CustomerArchived", customer, """
                {"customerId":"%s","number":"%s"}""".formatted(customer, number));
    }

    void requestAssignee(UUID customer, UUID project, UUID employee) {
        topic.publish("ProjectAssigneeRequested", project, """
                {"projectId":"%s","customerId":"%s","employeeId":"%s"}""".formatted(project, customer, employee));
    }

    void erase(UUID person) {
        topic.publish("PersonErased", person, "{\"kind\":\"customer\",\"personId\":\"" + person + "\"}");
    }

    /** Returns the position of the last fact. */
    long position() {
        return topic.position();
    }
}
