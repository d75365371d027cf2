package incharge.customer.customfield;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.github.f4b6a3.uuid.UuidCreator;
import incharge.customer.customfield.CustomFieldCommand.AddCustomField;
import incharge.customer.customfield.CustomFieldCommand.ChangeCustomField;
import incharge.customer.customfield.CustomFieldCommand.RemoveCustomField;
import incharge.customer.event.CustomFieldDefinition;
import incharge.customer.event.CustomFieldEvent;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.eventstore.decider.Current;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.http.Origins;
import incharge.eventstore.http.ResourceAnswers;
import incharge.http.Area;
import incharge.http.Level;
import incharge.http.Patch;
import incharge.http.ProblemException;
import incharge.http.Reason;
import incharge.http.RequiresLevel;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One custom field over HTTP; the list comes from reporting-service. */
@RequiresLevel(area = Area.CUSTOMERS, level = Level.ADMIN)
@RestController
@RequestMapping("/api/custom-fields")
class CustomFieldController {

    record CustomFieldView(UUID id, @JsonUnwrapped CustomFieldDefinition definition) {}

    private final EventStore<CustomersEvent> store;
    private final ResourceAnswers answers;

    CustomFieldController(EventStore<CustomersEvent> store, ResourceAnswers answers) {
        this.store = store;
        this.answers = answers;
    }

    @PostMapping
    ResponseEntity<CustomFieldView> add(@RequestBody CustomFieldFields body, Origins origins) {
        var command = new AddCustomField(UuidCreator.getTimeOrderedEpoch(), body.check());
        Decision<CustomFields, CustomersEvent> decision =
                store.decide(CustomFields.DECIDER, command, origins.of(body.reason()));
        UUID id = ((CustomFieldEvent) decision.events().getFirst()).customFieldId();
        return answers.created(
                "/api/custom-fields/" + id,
                decision.current(CustomFields.eventsOf(id)),
                current -> view(id, current.state()));
    }

    @RequiresLevel(area = Area.CUSTOMERS)
    @GetMapping("/{id}")
    ResponseEntity<CustomFieldView> get(@PathVariable UUID id) {
        Current<CustomFields> current = store.current(CustomFields.DECIDER, CustomFields.eventsOf(id));
        if (!current.state().byId().containsKey(id)) {
            throw ProblemException.notFound();
        }
        return answers.ok(current, field -> view(id, field.state()));
    }

    @PatchMapping("/{id}")
    ResponseEntity<CustomFieldView> change(
            @PathVariable UUID id, @RequestBody Patch<CustomFieldFields> patch, Origins origins) {
        var command = new ChangeCustomField(
                id, before -> patch.applyTo(CustomFieldFields.of(before)).check());
        Decision<CustomFields, CustomersEvent> decision = store.decide(
                CustomFields.DECIDER,
                command,
                origins.changing(CustomersLog.thing(id), patch.changes().reason()));
        return answers.ok(decision.current(CustomFields.eventsOf(id)), current -> view(id, current.state()));
    }

    /** Removes a field for ever; its values stay in the log and are no longer shown. */
    @DeleteMapping("/{id}")
    ResponseEntity<Void> remove(@PathVariable UUID id, @RequestBody(required = false) Reason reason, Origins origins) {
        return answers.noContent(store.decide(
                CustomFields.DECIDER,
                new RemoveCustomField(id),
                origins.changing(CustomersLog.thing(id), Reason.of(reason))));
    }

    private static CustomFieldView view(UUID id, CustomFields fields) {
        return new CustomFieldView(id, fields.get(id));
    }
}
